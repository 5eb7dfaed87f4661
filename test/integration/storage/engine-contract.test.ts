import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeDocuments } from './contract/documents.js';
import { describeFilters } from './contract/filters.js';
import { describeOrder } from './contract/order.js';
import { describeUniqueIndexes } from './contract/unique-indexes.js';
import { describeUpdates } from './contract/updates.js';
import { describeUpserts } from './contract/upserts.js';
import { describeWrites } from './contract/writes.js';
import { ContractWorld } from './contract/world.js';

/** On a server too, where `MONGODB_URI` names one. */
const engines = process.env['MONGODB_URI'] ? (['embedded', 'mongodb'] as const) : (['embedded'] as const);

/** What stores may count on, the same on either engine. */
describe.each(engines)('a store on the engine: %s', (engine) => {
  const world = new ContractWorld(engine);
  beforeAll(() => world.open());
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  it('is told which engine it is on', () => {
    expect(world.database.engine).toBe(engine);
  });

  describeDocuments(world);
  describeFilters(world);
  describeOrder(world);
  describeUniqueIndexes(world);
  describeUpdates(world);
  describeUpserts(world);
  describeWrites(world);
});
