/**
 * What the update operators do, and what they refuse.
 *
 * @module
 */
import { describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON, type ContractWorld } from './world.js';

export function describeUpdates(world: ContractWorld): void {
  const { owner, id, addAll } = world;

  describe('updates', () => {
    it('count what they match and what they change', async () => {
      await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 5 } });

      expect(await world.Things.updateOne({ owner, count: 1 }, { $set: { key: 'k' } })).toMatchObject({
        matchedCount: 1,
        modifiedCount: 1,
        upsertedCount: 0,
        upsertedId: null,
      });
      expect(await world.Things.updateMany({ owner }, { $set: { key: 'k' } })).toMatchObject({
        matchedCount: 3,
        modifiedCount: 2,
      });
      expect(await world.Things.updateMany({ owner }, { $set: { key: 'k' } })).toMatchObject({
        matchedCount: 3,
        modifiedCount: 0,
      });
      expect(await world.Things.updateOne({ owner, count: 99 }, { $set: { key: 'k' } })).toMatchObject({
        matchedCount: 0,
        modifiedCount: 0,
      });
    });

    it('set, unset and count up, deep inside too', async () => {
      await addAll({ a: { count: 1, key: 'k', inner: { state: 'open', at: NOON } } });
      await world.Things.updateOne(
        { _id: id('a') },
        {
          $set: { 'inner.state': 'shut', 'any.deep.er': 1 },
          $unset: { key: '', 'inner.at': '' },
          $inc: { count: 2, 'any.n': -1 },
        },
      );

      expect(await world.Things.findById(id('a')).lean()).toEqual({
        _id: id('a'),
        owner,
        count: 3,
        inner: { state: 'shut' },
        any: { deep: { er: 1 }, n: -1 },
      });
    });

    it('keep the larger, keep the smaller', async () => {
      await addAll({ a: { count: 5, at: NOON }, b: {}, c: { count: null } });
      await world.Things.updateMany({ owner }, { $max: { count: 3, at: minutesAfterNoon(1) } });
      expect((await world.Things.findById(id('a')).lean())?.count).toBe(5);
      expect(await world.Things.findById(id('b')).lean()).toMatchObject({
        count: 3,
        at: minutesAfterNoon(1),
      });
      expect((await world.Things.findById(id('c')).lean())?.count).toBe(3);

      await world.Things.updateMany({ owner }, { $min: { count: 4, at: NOON } });
      expect((await world.Things.find({ owner }).sort({ _id: 1 }).lean()).map(({ count }) => count)).toEqual([
        4, 3, 3,
      ]);
      expect((await world.Things.findById(id('a')).lean())?.at).toEqual(NOON);
    });

    it('put into lists and take out of them', async () => {
      await addAll({ a: { tags: ['x', 'x'] }, b: {} });
      const tagsOf = async (name: string) => (await world.Things.findById(id(name)).lean())?.tags;

      await world.Things.updateMany({ owner }, { $push: { tags: 'y' } });
      expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['x', 'x', 'y'], ['y']]);
      await world.Things.updateMany({ owner }, { $addToSet: { tags: { $each: ['y', 'z', 'z'] } } });
      expect([await tagsOf('a'), await tagsOf('b')]).toEqual([
        ['x', 'x', 'y', 'z'],
        ['y', 'z'],
      ]);
      await world.Things.updateMany({ owner }, { $push: { tags: { $each: ['1', '2'], $slice: -3 } } });
      expect([await tagsOf('a'), await tagsOf('b')]).toEqual([
        ['z', '1', '2'],
        ['z', '1', '2'],
      ]);
      await world.Things.updateMany({ owner }, { $pull: { tags: { $in: ['1', 'z'] } } });
      expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['2'], ['2']]);
      await world.Things.updateMany({ owner }, { $pull: { tags: '2' } });
      expect([await tagsOf('a'), await tagsOf('b')]).toEqual([[], []]);
    });

    it('cut a list that they make', async () => {
      await addAll({ a: {} });
      await world.Things.updateOne(
        { _id: id('a') },
        { $push: { tags: { $each: ['1', '2', '3'], $slice: -2 } } },
      );

      expect((await world.Things.findById(id('a')).lean())?.tags).toEqual(['2', '3']);
    });

    it('take documents out of lists by their fields', async () => {
      await addAll({
        a: {
          parts: [
            { name: 'x', size: 1 },
            { name: 'x', size: 2 },
            { name: 'y', size: 1 },
          ],
        },
      });
      await world.Things.updateOne({ _id: id('a') }, { $pull: { parts: { name: 'x', size: { $gt: 1 } } } });

      expect((await world.Things.findById(id('a')).lean())?.parts).toEqual([
        { name: 'x', size: 1 },
        { name: 'y', size: 1 },
      ]);
    });

    it.each([
      ['count up what is no number', { $inc: { key: 1 } }, 14],
      ['count up null', { $inc: { nothing: 1 } }, 14],
      ['make a field inside a text', { $set: { 'key.inner': 1 } }, 28],
      ['make a field inside null', { $set: { 'nothing.inner': 1 } }, 28],
      ['push onto what is no list', { $push: { key: 1 } }, 2],
      ['pull from what is no list', { $pull: { key: 1 } }, 2],
      ['change one path twice', { $set: { key: 1 }, $inc: { key: 1 } }, 40],
      ['change a path and what is inside it', { $set: { any: 1, 'any.x': 1 } }, 40],
      ['change the id', { $set: { _id: 'another' } }, 66],
    ])('refuse to %s', async (_, change, code) => {
      await world.Things.collection.insertOne({ _id: id('a'), owner, key: 'k', nothing: null } as never);

      await expect(
        world.Things.collection.updateOne({ _id: id('a') } as never, change as never),
      ).rejects.toMatchObject({ code });
      expect(await world.Things.collection.findOne({ _id: id('a') } as never)).toEqual({
        _id: id('a'),
        owner,
        key: 'k',
        nothing: null,
      });
    });
  });
}
