/**
 * What an upsert inserts: the values that its filter asks for, then the update.
 *
 * Source: https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/#upsert-with-operator-expressions
 *
 * @module
 */
import { mongo } from 'mongoose';
import { valueAt, type Document } from './document.js';
import type { Condition } from './filter.js';
import { refuse } from './refuse.js';
import { applyUpdate, setValue, type Change } from './update.js';

/**
 * @throws AppError `storage_unsupported` - a filter that leaves open what is to be inserted
 */
export function buildUpserted(conditions: readonly Condition[], changes: readonly Change[]): Document {
  const document: Document = {};
  for (const condition of conditions) {
    if (condition.kind === 'or') return refuse('an upsert with $or');
    const { path, parts, operator, value } = condition;
    // A server takes a list of one for that one, in some versions.
    if (operator === '$in' && (value as readonly unknown[]).length === 1)
      return refuse('an upsert with $in of one value');
    if (operator !== '$eq') continue;
    if (valueAt(document, parts) !== undefined) return refuse(`an upsert with two values for ${path}`);
    if (path === '_id') document._id = value;
    else setValue(document, path, value);
    if (valueAt(document, parts) === undefined)
      return refuse(`an upsert with a value inside another (${path})`);
  }
  applyUpdate(document, changes, true);
  const { _id = new mongo.ObjectId(), ...fields } = document;
  return { _id, ...fields };
}
