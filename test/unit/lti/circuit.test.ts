import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import { createCircuits } from '../../../src/lti/circuit.js';
import { platformUnavailable } from '../../../src/lti/platform-trouble.js';
import { NOON } from '../../support/build-records.js';

let at: Date;
let asked: number;
let circuits: ReturnType<typeof createCircuits>;
beforeEach(() => {
  at = NOON;
  asked = 0;
  circuits = createCircuits({ now: () => at, random: () => 0 });
});

const pass = (seconds: number): void => void (at = new Date(at.getTime() + seconds * 1000));

/** Asks the platform once; it answers with `outcome`, or fails with it. Gives the detail of what was thrown. */
async function ask(outcome: unknown, key = 'a', signal?: AbortSignal) {
  const run = async (): Promise<string> => {
    asked += 1;
    if (outcome instanceof Error) throw outcome;
    return 'answered';
  };
  return circuits.run({ key, signal, run }).catch((error: unknown) => (error as AppError).detail);
}

const dead = platformUnavailable('no answer');
async function kill(times = 5): Promise<void> {
  for (let time = 1; time <= times; time += 1) await ask(dead);
}

describe('the circuit of a platform', () => {
  it('opens after five requests without an answer, and then sends nothing', async () => {
    await kill();
    expect(await ask('well')).toEqual({ retryAfterSeconds: 30, isOurOwn: true });
    expect(asked).toBe(5);
  });

  it('leaves other platforms alone', async () => {
    await kill();
    expect(await ask('well', 'b')).toBe('answered');
  });

  it('closes by itself: one request tries, and its answer lets all in', async () => {
    await kill();
    pass(30);
    expect(await ask('well')).toBe('answered');
    expect(await ask(dead)).toEqual({});
    expect(await ask('well')).toBe('answered');
  });

  it('lets one request try at a time, and waits longer after each that is not answered', async () => {
    await kill();
    pass(30);
    let answer: (text: string) => void = () => undefined;
    const trial = circuits.run({ key: 'a', run: () => new Promise<string>((resolve) => (answer = resolve)) });
    expect(await ask('well')).toMatchObject({ isOurOwn: true });
    answer('back');
    expect(await trial).toBe('back');

    await kill();
    pass(30);
    await ask(dead);
    expect(await ask('well')).toMatchObject({ retryAfterSeconds: 60 });
    pass(60);
    await ask(dead);
    for (let time = 1; time <= 8; time += 1) {
      pass(600);
      await ask(dead);
    }
    expect(await ask('well')).toMatchObject({ retryAfterSeconds: 600 });
  });

  it('counts an answer of any kind as a sign of life, and one that gave up as no sign at all', async () => {
    await kill(4);
    await ask(new AppError('token_refused', 502, 'no'));
    await kill(4);
    await ask(dead, 'a', AbortSignal.abort());
    expect(await ask('well')).toBe('answered');
  });
});
