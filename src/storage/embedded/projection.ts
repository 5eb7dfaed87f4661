/**
 * Projections: some fields, or all but some. Names of fields at the top only.
 *
 * Source: https://www.mongodb.com/docs/manual/tutorial/project-fields-from-query-results/
 *
 * @module
 */
import { isPlainObject, splitPath, type Document } from './document.js';
import { refuse } from './refuse.js';

export type Project = (document: Document) => Document;

/** @throws AppError `storage_unsupported` - operators, dotted paths, a mix of both kinds */
export function readProjection(projection: unknown): Project {
  if (projection === undefined || projection === null) return (document) => document;
  if (!isPlainObject(projection)) return refuse('a projection that is no object');
  const fields = Object.entries(projection).map(([name, value]) => {
    if (splitPath(name).length > 1) return refuse(`projection of ${name}`);
    if (value === 1 || value === true) return { name, isIncluded: true };
    if (value === 0 || value === false) return { name, isIncluded: false };
    return refuse(`projection of ${name} by an expression`);
  });
  if (fields.length === 0) return (document) => document;
  const others = fields.filter(({ name }) => name !== '_id');
  const hasId = fields.find(({ name }) => name === '_id')?.isIncluded ?? true;
  const isInclusion = others[0]?.isIncluded ?? hasId;
  if (others.some(({ isIncluded }) => isIncluded !== isInclusion))
    return refuse('a projection that includes and excludes');
  const named = new Set(others.map(({ name }) => name));
  return (document) =>
    Object.fromEntries(
      Object.entries(document).filter(([name]) => (name === '_id' ? hasId : named.has(name) === isInclusion)),
    );
}
