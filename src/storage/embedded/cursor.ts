/**
 * What `find` returns. The rows are read at the first call, all from one snapshot; documents are made from them one by
 * one.
 *
 * @module
 */
import type { Document } from './document.js';
import { unsupported } from './refuse.js';

export interface EmbeddedCursor {
  toArray(): Promise<Document[]>;
  next(): Promise<Document | null>;
  close(): Promise<void>;
  [Symbol.asyncIterator](): AsyncIterator<Document, void>;
}

export function createCursor(load: () => Promise<Document[]>): EmbeddedCursor {
  let loaded: Promise<Document[]> | null = null;
  let position = 0;
  let isClosed = false;

  async function next(): Promise<Document | null> {
    if (isClosed) return null;
    const documents = await (loaded ??= load());
    const document = documents[position];
    position += 1;
    return document ?? null;
  }

  const cursor: EmbeddedCursor = {
    async toArray() {
      if (isClosed) return [];
      const documents = await (loaded ??= load());
      const rest = documents.slice(position);
      position = documents.length;
      return rest;
    },
    next,
    async close() {
      isClosed = true;
      loaded = null;
    },
    async *[Symbol.asyncIterator]() {
      for (let document = await next(); document; document = await next()) yield document;
    },
  };

  return new Proxy(cursor, {
    get(target, name, receiver): unknown {
      // A promise is told by its `then`.
      const isOwn = name in target || typeof name === 'symbol' || name === 'then';
      if (isOwn) return Reflect.get(target, name, receiver);
      return () => {
        throw unsupported(`cursor.${name}`);
      };
    },
  });
}
