/**
 * Status lists: one bit for each credential, at a place that tells nothing about whom it belongs to.
 *
 * Source: W3C Bitstring Status List 1.0. At least 131,072 entries, the first bit is the leftmost one (§3, §4).
 * Places are random and unique by an index over (list, slot). They are never reused: a place's record is never deleted, also
 * when its credential is erased. The bits themselves are no record: they are made of the credentials' states.
 *
 * @module
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StatusPlace } from './credential.js';

/** Entries of a list: the least that keeps one credential hidden among others (§5.1 "herd privacy"). */
export const STATUS_LIST_LENGTH = 131_072;

/** A list carries one of the two in its own address; their slots are the same. */
export const STATUS_PURPOSES = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

export interface StatusList {
  /** 32 hex digits; part of the public address `/status/{id}`. */
  readonly id: string;
  readonly institutionId: string;
  readonly issuerId: string;
  /** Counts from 1 within an issuer; the last one takes new credentials. */
  readonly ordinal: number;
  readonly length: number;
  readonly createdAt: Date;
}

export interface StatusListStore {
  /** Create-only and idempotent: one list for each issuer and ordinal, and the stored one is returned. */
  ensure(institutionId: string, list: StatusList): Promise<StatusList>;
  /** The one with the highest ordinal. */
  findLast(institutionId: string, issuerId: string): Promise<StatusList | null>;
  /**
   * Gives a credential its place.
   *
   * @returns the place that it has from now on, which may be one that it had already; null when this one is another's
   */
  takePlace(institutionId: string, credentialId: string, place: StatusPlace): Promise<StatusPlace | null>;
  /** Public addresses name no institution. */
  findPublic(listId: string): Promise<StatusList | null>;
}

/** `u` + base64url(gzip(bits)): multibase without padding (§3.2). */
export function encodeStatusList(length: number, slots: readonly number[]): string {
  const bits = Buffer.alloc(length / 8);
  for (const slot of slots) {
    const at = slot >> 3;
    bits[at] = (bits[at] ?? 0) | (0x80 >> (slot & 7));
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}

/** @returns null when the text is no list, has no such slot, or unpacks to more than `mostBytes` */
export function readStatusBit(encodedList: string, slot: number, mostBytes = 4_000_000): boolean | null {
  if (!encodedList.startsWith('u')) return null;
  try {
    const packed = Buffer.from(encodedList.slice(1), 'base64url');
    const byte = gunzipSync(packed, { maxOutputLength: mostBytes })[slot >> 3];
    return byte === undefined ? null : (byte & (0x80 >> (slot & 7))) !== 0;
  } catch {
    return null; // no gzip, or a bomb
  }
}
