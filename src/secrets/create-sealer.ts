/**
 * The sealer: AES-256-GCM under a key derived from the tool's secret key.
 *
 * Format: `s1.` + base64url(nonce 12 bytes ‖ cipher text ‖ tag 16 bytes). The version is part of the authenticated data,
 * so a later format cannot be passed off as this one.
 *
 * Source: NIST SP 800-38D §8.2.2 (random 96-bit nonces).
 *
 * @module
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import { deriveKey } from './derive-key.js';
import type { Sealer } from './sealer.js';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 's1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param key - the tool's secret key, 32 bytes */
export function createSealer(key: Buffer): Sealer {
  const sealingKey = deriveKey(key, `seal:${VERSION}`);

  return {
    seal(plainText, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, sealingKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(toAdditionalData(purpose));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(plainText, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },

    open(sealed, purpose) {
      const bytes = readSealed(sealed);
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const cipherText = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, sealingKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(toAdditionalData(purpose));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(cipherText), decipher.final()]).toString('utf8');
      } catch (error) {
        throw sealBroken(
          'what is sealed in this store does not open: SECRET_KEY, or secret.key in DATA_DIR, is not the key that it was sealed with',
          error,
        );
      }
    },
  };
}

function toAdditionalData(purpose: string): Buffer {
  return Buffer.from(`${VERSION}\0${purpose}`, 'utf8');
}

function readSealed(sealed: string): Buffer {
  const [version, text, ...rest] = sealed.split('.');
  if (version !== VERSION || text === undefined || rest.length > 0) {
    throw sealBroken('the sealed text has an unknown format');
  }
  const bytes = Buffer.from(text, 'base64url');
  // Node skips what is not base64url; only the one writing of these bytes is ours.
  if (bytes.toString('base64url') !== text || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw sealBroken('the sealed text is damaged');
  }
  return bytes;
}

function sealBroken(message: string, cause?: unknown): AppError {
  return new AppError('seal_broken', 500, message, {}, { cause });
}
