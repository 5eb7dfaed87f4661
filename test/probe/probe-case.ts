/**
 * A case of the probe: what is played against a tool, and what the specifications want to come of it.
 *
 * @module
 */
import type { SignOptions } from '../support/test-platform.js';
import type { Claims, ProbeWorld } from './world.js';

export interface ProbeCase {
  /** Of the list in the facts about LMSs, D.3. */
  readonly id: string;
  readonly what: string;
  /** What a play says when all is well; `either` where the specifications leave it to the tool, as long as it lives. */
  readonly expected: string;
  /** It registers a platform of its own, or waits: left out of the short form. */
  readonly isSlow?: boolean;
  readonly play: (world: ProbeWorld) => Promise<string>;
}

type Change = Claims | ((world: ProbeWorld) => Claims);
type Play = ProbeCase['play'];

/** A launch that is honest but for these claims. */
export function withClaims(change: Change, options: SignOptions = {}): Play {
  return (world) => world.launch(typeof change === 'function' ? change(world) : change, options);
}

export function accepted(id: string, what: string, play: Play): ProbeCase {
  return { id, what, expected: 'accepted', play };
}

export function refused(id: string, what: string, play: Play): ProbeCase {
  return { id, what, expected: 'refused', play };
}

export function either(id: string, what: string, play: Play): ProbeCase {
  return { id, what, expected: 'either', play };
}

export function slow(probeCase: ProbeCase): ProbeCase {
  return { ...probeCase, isSlow: true };
}

/** How a value looks in the table. */
export function show(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
