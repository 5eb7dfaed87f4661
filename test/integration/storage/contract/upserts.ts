/**
 * Upserts, and finding and changing in one step.
 *
 * @module
 */
import { describe, expect, it } from 'vitest';
import { DUPLICATE_KEY, minutesAfterNoon, NOON, type ContractWorld } from './world.js';

export function describeUpserts(world: ContractWorld): void {
  const { owner, id, namesOf, addAll } = world;

  describe('upserts', () => {
    it('insert what the filter says and the update adds', async () => {
      const result = await world.Things.updateOne(
        { _id: id('a'), owner, 'inner.state': 'open', count: { $gte: 3 } },
        { $set: { key: 'k' }, $setOnInsert: { count: 7 }, $inc: { 'any.n': 2 } },
        { upsert: true },
      );

      expect(result).toMatchObject({
        matchedCount: 0,
        modifiedCount: 0,
        upsertedCount: 1,
        upsertedId: id('a'),
      });
      expect(await world.Things.findById(id('a')).lean()).toEqual({
        _id: id('a'),
        owner,
        inner: { state: 'open' },
        key: 'k',
        count: 7,
        any: { n: 2 },
      });
    });

    it('leave what stands, but for what is set', async () => {
      await addAll({ a: { count: 1 } });
      const result = await world.Things.updateOne(
        { _id: id('a') },
        { $setOnInsert: { count: 9 }, $set: { key: 'k' } },
        { upsert: true },
      );

      expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
      expect(await world.Things.findById(id('a')).lean()).toEqual({
        _id: id('a'),
        owner,
        count: 1,
        key: 'k',
      });
    });

    it('take the id from what is set on insert', async () => {
      await world.Keyed.updateOne({ owner, key: 'k' }, { $setOnInsert: { _id: id('a') } }, { upsert: true });
      await world.Keyed.updateOne({ owner, key: 'k' }, { $setOnInsert: { _id: id('b') } }, { upsert: true });

      expect(await world.Keyed.find({ owner }).lean()).toEqual([{ _id: id('a'), owner, key: 'k' }]);
    });

    it('fail with 11000 where the record stands but does not match', async () => {
      await addAll({ a: { at: minutesAfterNoon(5) } });

      await expect(
        world.Things.updateOne(
          { _id: id('a'), at: { $lte: NOON } },
          { $set: { key: 'k' } },
          { upsert: true },
        ),
      ).rejects.toMatchObject({ code: DUPLICATE_KEY });
    });
  });
  describe('find and change at once', () => {
    it('takes the first by order, and gives it back as it was or as it is', async () => {
      await addAll({ a: { count: 3 }, b: { count: 1 }, c: { count: 2 } });
      const change = { $set: { key: 'k' }, $inc: { count: 10 } };
      const before = await world.Things.findOneAndUpdate({ owner }, change, { sort: { count: 1 } }).lean();
      const after = await world.Things.findOneAndUpdate({ owner }, change, {
        sort: { count: 1 },
        returnDocument: 'after',
      }).lean();

      expect(before).toEqual({ _id: id('b'), owner, count: 1 });
      expect(after).toEqual({ _id: id('c'), owner, count: 12, key: 'k' });
    });

    it('inserts where nothing stands', async () => {
      const change = { $setOnInsert: { count: 1 }, $set: { owner } };
      expect(
        await world.Things.findOneAndUpdate({ _id: id('a') }, change, { upsert: true }).lean(),
      ).toBeNull();
      expect(
        await world.Things.findOneAndUpdate({ _id: id('b') }, change, {
          upsert: true,
          returnDocument: 'after',
        }).lean(),
      ).toEqual({ _id: id('b'), owner, count: 1 });
      expect(
        await world.Things.findOneAndUpdate({ _id: id('c') }, change, { returnDocument: 'after' }).lean(),
      ).toBeNull();
    });

    it('is done by one of many that come at once', async () => {
      await addAll({ a: { count: 1 } });
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          world.Things.findOneAndUpdate({ owner, key: null }, { $set: { key: `t${index}` } }).lean(),
        ),
      );

      expect(taken.filter((thing) => thing !== null)).toHaveLength(1);
    });

    it('deletes the first by order', async () => {
      await addAll({ a: { count: 3 }, b: { count: 1 } });

      expect(await world.Things.findOneAndDelete({ owner }, { sort: { count: 1 } }).lean()).toMatchObject({
        _id: id('b'),
      });
      expect(await world.Things.findOneAndDelete({ owner, count: 99 }).lean()).toBeNull();
      expect(await namesOf({})).toEqual(['a']);
    });
  });
}
