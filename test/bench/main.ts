/**
 * Benchmarks: `npm run bench -- NAME [seconds per figure]`. One line a figure, ratios as `N x`.
 *
 * It is started with room for young objects: the general way of JSON-LD makes so many that it would measure the collector.
 *
 * @module
 */
import { benchCredentials } from './credentials.js';

const BENCHMARKS: Readonly<Record<string, (seconds: number) => Promise<void>>> = {
  credentials: benchCredentials,
};

const [name = '', seconds = '1'] = process.argv.slice(2);
const run = BENCHMARKS[name];
const each = Number(seconds);
if (!run || !(each > 0)) {
  console.error(`npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [seconds per figure]`);
  process.exitCode = 1;
} else {
  await run(each);
}
