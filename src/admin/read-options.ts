/**
 * The options of a command line.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import type { Options, Values } from './command.js';

/**
 * A value may begin with a dash: names of keys are base64url, and one in 64 does. Node takes such a word for an option.
 *
 * @throws what `parseArgs` throws - an option that is not among these, or has no value
 */
export function readOptions(args: readonly string[], options: Options): Values {
  return parseArgs({ args: joinValues(args, options), options, strict: true }).values as Values;
}

function joinValues(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [word = '', next] = args.slice(at, at + 2);
    const isOption = (one: string): boolean => one.startsWith('--') && nameOf(one) in options;
    const takesNext = isOption(word) && !word.includes('=') && options[nameOf(word)]?.type === 'string';
    if (takesNext && next?.startsWith('-') && !isOption(next)) {
      joined.push(`${word}=${next}`);
      at += 1;
    } else joined.push(word);
  }
  return joined;
}

function nameOf(option: string): string {
  return option.slice(2).split('=')[0] ?? '';
}
