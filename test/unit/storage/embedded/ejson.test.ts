import fc from 'fast-check';
import mongoose, { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { decode, encode, toPlain } from '../../../../src/storage/embedded/ejson.js';
import { draft, type Draft } from '../../../support/engine-values.js';

const { EJSON } = mongo.BSON;

describe('documents as Extended JSON', () => {
  it('are the text that bson writes, but for whole numbers that are not exact', () => {
    fc.assert(
      fc.property(draft, (document) => {
        const text = encode(toPlain(document));
        const inexact = /"\$numberDouble":"-?(9007199254740992|\d{17,})"/;
        fc.pre(!inexact.test(text));
        expect(text).toBe(EJSON.stringify(document, { relaxed: false }));
      }),
    );
  });

  it('come back as the values that bson reads', () => {
    fc.assert(
      fc.property(draft, (document) => {
        const text = encode(toPlain(document));
        expect(decode(text)).toEqual(document);
        expect(decode(text)).toEqual(EJSON.parse(text));
      }),
    );
  });

  it.each<[string, Draft, Draft]>([
    ['zero below zero', { value: -0 }, { value: -0 }],
    [
      'the largest numbers',
      { value: [2 ** 53 - 1, -(2 ** 53), Number.MAX_VALUE, -Infinity] },
      { value: [2 ** 53 - 1, -(2 ** 53), Number.MAX_VALUE, -Infinity] },
    ],
    ['nothing as null', { value: undefined, list: [undefined] }, { value: null, list: [null] }],
    ['half a surrogate pair as U+FFFD', { value: 'a\ud800b' }, { value: 'a\ufffdb' }],
    ['a map as a document', { value: new Map([['a', new Date(5)]]) }, { value: { a: new Date(5) } }],
    [
      'keys with dots and keys that look like numbers',
      { 'a.b': 1, value: { 1: 'x' } },
      { 'a.b': 1, value: { 1: 'x' } },
    ],
    [
      'a key of every object',
      { value: { constructor: 1, toString: 2 } },
      { value: { constructor: 1, toString: 2 } },
    ],
  ])('keep %s', (_, document, expected) => {
    expect(decode(encode(toPlain(document)))).toStrictEqual(expected);
  });

  it('keep binary, from whatever class', () => {
    const bytes = Buffer.from([0, 255, 128]);
    const kept = decode(
      encode(
        toPlain({
          a: bytes,
          b: new Uint8Array(bytes),
          c: new mongo.Binary(bytes, 4),
          d: new mongoose.Types.Buffer(bytes as never),
        }),
      ),
    );

    for (const name of ['a', 'b', 'c', 'd']) expect((kept[name] as mongo.Binary).value()).toEqual(bytes);
    expect((kept['c'] as mongo.Binary).sub_type).toBe(4);
  });

  it('take what mongoose wraps for what it is', () => {
    const Model = new mongoose.Mongoose().model(
      'Wrapped',
      new mongoose.Schema({ list: [String], map: { type: Map, of: Number }, sub: { x: Number } }),
    );
    const document = new Model({ list: ['a'], map: { k: 1 }, sub: { x: 2 } });

    expect(decode(encode(toPlain({ list: document.list, map: document.map, sub: document.sub })))).toEqual({
      list: ['a'],
      map: { k: 1 },
      sub: { x: 2 },
    });
  });

  it('share nothing with what was written', () => {
    const date = new Date(5);
    const plain = toPlain({ date, list: [date] }) as { date: Date };
    date.setTime(6);

    expect(plain.date.getTime()).toBe(5);
  });
});
