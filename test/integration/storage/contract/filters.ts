/**
 * Which documents a filter lets through.
 *
 * @module
 */
import { describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON, type ContractWorld } from './world.js';

export function describeFilters(world: ContractWorld): void {
  const { id, namesOf, addAll } = world;

  describe('filters', () => {
    it('take null for null and for nothing at all', async () => {
      await addAll({ none: {}, null: { count: null }, one: { count: 1 } });

      expect(await namesOf({ count: null })).toEqual(['none', 'null']);
      expect(await namesOf({ count: { $ne: null } })).toEqual(['one']);
      expect(await namesOf({ count: { $in: [null, 1] } })).toEqual(['none', 'null', 'one']);
      expect(await namesOf({ count: { $exists: true } })).toEqual(['null', 'one']);
      expect(await namesOf({ count: { $exists: false } })).toEqual(['none']);
    });

    it('compare numbers as numbers, fractions and large ones too', async () => {
      await addAll({
        a: { count: -1 },
        b: { count: 0 },
        c: { count: 0.5 },
        d: { count: 9 },
        e: { count: 2 ** 53 },
        f: {},
      });

      expect(await namesOf({ count: { $gt: 0 } })).toEqual(['c', 'd', 'e']);
      expect(await namesOf({ count: { $gte: 0, $lt: 9 } })).toEqual(['b', 'c']);
      expect(await namesOf({ count: { $lte: 0.5 } })).toEqual(['a', 'b', 'c']);
      expect(await namesOf({ count: -0 })).toEqual(['b']);
      expect(await namesOf({ count: 2 ** 53 })).toEqual(['e']);
      expect(await namesOf({ count: { $lt: -1.5 } })).toEqual([]);
    });

    it('compare dates as dates, and with nothing else', async () => {
      await addAll({
        before: { at: new Date(-1) },
        noon: { at: NOON },
        after: { at: minutesAfterNoon(1) },
        null: { at: null },
        none: {},
      });

      expect(await namesOf({ at: { $lt: NOON } })).toEqual(['before']);
      expect(await namesOf({ at: { $lte: NOON } })).toEqual(['before', 'noon']);
      expect(await namesOf({ at: NOON })).toEqual(['noon']);
      expect(await namesOf({ at: { $gt: new Date(0) } })).toEqual(['after', 'noon']);
    });

    it('never compare values of two types', async () => {
      await addAll({
        text: { any: '5' },
        number: { any: 5 },
        date: { any: new Date(5) },
        yes: { any: true },
        list: { any: [5] },
      });

      expect(await namesOf({ any: 5 })).toEqual(['list', 'number']);
      expect(await namesOf({ any: { $gte: 5 } })).toEqual(['list', 'number']);
      expect(await namesOf({ any: { $lte: '5' } })).toEqual(['text']);
      expect(await namesOf({ any: { $lt: new Date(6) } })).toEqual(['date']);
      expect(await namesOf({ any: { $ne: 5 } })).toEqual(['date', 'text', 'yes']);
    });

    it('look into lists', async () => {
      await addAll({ ab: { tags: ['a', 'b'] }, b: { tags: ['b'] }, empty: { tags: [] }, none: {} });

      expect(await namesOf({ tags: 'a' })).toEqual(['ab']);
      expect(await namesOf({ tags: { $ne: 'a' } })).toEqual(['b', 'empty', 'none']);
      expect(await namesOf({ tags: { $in: ['a', 'x'] } })).toEqual(['ab']);
      expect(await namesOf({ tags: { $nin: ['a', 'b'] } })).toEqual(['empty', 'none']);
      expect(await namesOf({ tags: ['b'] })).toEqual(['b']);
      expect(await namesOf({ tags: [] })).toEqual(['empty']);
      expect(await namesOf({ tags: { $gt: 'a' } })).toEqual(['ab', 'b']);
    });

    it('look into documents, and into lists of them', async () => {
      await addAll({
        open: {
          inner: { state: 'open' },
          parts: [
            { name: 'x', size: 1 },
            { name: 'y', size: 9 },
          ],
        },
        shut: { inner: { state: 'shut' }, parts: [{ name: 'x', size: 9 }] },
        bare: { inner: {}, parts: [] },
        none: {},
      });

      expect(await namesOf({ 'inner.state': 'open' })).toEqual(['open']);
      expect(await namesOf({ 'inner.state': null })).toEqual(['bare', 'none']);
      expect(await namesOf({ 'parts.name': 'x', 'parts.size': 9 })).toEqual(['open', 'shut']);
      expect(await namesOf({ parts: { $elemMatch: { name: 'x', size: 9 } } })).toEqual(['shut']);
      expect(await namesOf({ parts: { $elemMatch: { size: { $gt: 1, $lt: 5 } } } })).toEqual([]);
      expect(await namesOf({ 'parts.size': { $gt: 1, $lt: 5 } })).toEqual(['open']);
    });

    it('join conditions', async () => {
      await addAll({ a: { count: 1, key: 'k' }, b: { count: 2, key: 'k' }, c: { count: 2 } });

      expect(await namesOf({ $or: [{ count: 1 }, { key: { $exists: false } }] })).toEqual(['a', 'c']);
      expect(await namesOf({ $and: [{ count: 2 }, { key: 'k' }] })).toEqual(['b']);
      expect(await namesOf({ count: 2, $or: [{ key: 'k' }, { key: 'l' }] })).toEqual(['b']);
    });

    it('find many by id', async () => {
      const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
      await addAll(Object.fromEntries(names.map((name) => [name, {}])));

      const asked = [...names.slice(10, 290).map(id), 'unknown'];
      expect(await world.Things.find({ _id: { $in: asked } }).lean()).toHaveLength(280);
      expect(await world.Things.find({ _id: { $in: [] } }).lean()).toEqual([]);
    });
  });
}
