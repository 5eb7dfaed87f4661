/**
 * Deletes, and several writes at once.
 *
 * @module
 */
import { describe, expect, it } from 'vitest';
import { DUPLICATE_KEY, type ContractWorld } from './world.js';

export function describeWrites(world: ContractWorld): void {
  const { owner, id, namesOf, addAll } = world;

  describe('deletes', () => {
    it('take one, or all that match', async () => {
      await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 1 }, d: { count: 2 } });

      expect(await world.Things.deleteOne({ owner, count: 1 })).toMatchObject({ deletedCount: 1 });
      expect(await world.Things.deleteMany({ owner, count: 1 })).toMatchObject({ deletedCount: 2 });
      expect(await world.Things.deleteOne({ owner, count: 1 })).toMatchObject({ deletedCount: 0 });
      expect(await namesOf({})).toEqual(['d']);
    });
  });
  describe('several writes at once', () => {
    it('say what came of them', async () => {
      await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 1 } });
      const result = await world.Things.bulkWrite([
        { insertOne: { document: { _id: id('d'), owner } } },
        { updateOne: { filter: { _id: id('a') }, update: { $inc: { count: 1 } } } },
        { updateOne: { filter: { _id: id('e') }, update: { $setOnInsert: { owner } }, upsert: true } },
        { updateMany: { filter: { owner, count: 1 }, update: { $set: { key: 'k' } } } },
        { deleteOne: { filter: { _id: id('b') } } },
        { deleteMany: { filter: { owner, count: 99 } } },
      ]);

      expect(result).toMatchObject({
        insertedCount: 1,
        matchedCount: 3,
        modifiedCount: 3,
        upsertedCount: 1,
        deletedCount: 1,
        insertedIds: { 0: id('d') },
        upsertedIds: { 2: id('e') },
      });
      expect(await namesOf({})).toEqual(['a', 'c', 'd', 'e']);
    });

    const writes = () => [
      { updateOne: { filter: { _id: id('b') }, update: { $set: { owner, key: 'b' } }, upsert: true } },
      { updateOne: { filter: { _id: id('c') }, update: { $set: { owner, key: 'a' } }, upsert: true } },
      { insertOne: { document: { _id: id('d'), owner, key: 'd' } } },
    ];

    it('go on after one that fails when the order does not matter', async () => {
      await world.Keyed.create([{ _id: id('a'), owner, key: 'a' }]);
      const error: unknown = await world.Keyed.bulkWrite(writes(), { ordered: false }).catch(
        (reason: unknown) => reason,
      );

      expect(error).toBeInstanceOf(Error);
      expect(error).toMatchObject({ code: DUPLICATE_KEY, insertedCount: 1, upsertedCount: 1 });
      expect((error as { writeErrors: { index: number }[] }).writeErrors.map(({ index }) => index)).toEqual([
        1,
      ]);
      expect(await world.Keyed.countDocuments({ owner })).toBe(3);
    });

    it('stop at one that fails when it does', async () => {
      await world.Keyed.create([{ _id: id('a'), owner, key: 'a' }]);

      await expect(world.Keyed.bulkWrite(writes())).rejects.toMatchObject({
        code: DUPLICATE_KEY,
        upsertedCount: 1,
        insertedCount: 0,
      });
      expect(await world.Keyed.countDocuments({ owner })).toBe(2);
    });

    it('insert many, up to one that fails or around it', async () => {
      const many = (prefix: string) =>
        ['1', '2', '2', '3'].map((key, index) => ({
          _id: id(`${prefix}${index}`),
          owner: `${owner}${prefix}`,
          key,
        }));

      await expect(world.Keyed.insertMany(many('x'))).rejects.toMatchObject({ code: DUPLICATE_KEY });
      expect(await world.Keyed.countDocuments({ owner: `${owner}x` })).toBe(2);
      await expect(world.Keyed.insertMany(many('y'), { ordered: false })).rejects.toMatchObject({
        code: DUPLICATE_KEY,
      });
      expect(await world.Keyed.countDocuments({ owner: `${owner}y` })).toBe(3);
    });
  });
}
