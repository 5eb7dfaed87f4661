/**
 * Sort, limit and cursor.
 *
 * @module
 */
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON, type ContractWorld } from './world.js';

export function describeOrder(world: ContractWorld): void {
  const { owner, addAll } = world;

  describe('sort, limit and cursor', () => {
    it('sort by several fields, nothing before everything', async () => {
      await addAll({
        a: { count: 2, at: NOON },
        b: { count: 2, at: minutesAfterNoon(1) },
        c: { count: 1 },
        d: { count: null },
        e: {},
      });
      const sorted = async (sort: Record<string, 1 | -1>) => {
        const found = await world.Things.find({ owner }).sort(sort).lean();
        return found.map(({ _id }) => _id.slice(owner.length + 1)).join('');
      };

      expect(await sorted({ count: 1, at: -1, _id: 1 })).toBe('decba');
      expect(await sorted({ count: -1, at: 1, _id: -1 })).toBe('abced');
    });

    it('sort values of several types as MongoDB does', async () => {
      await addAll({
        f: { any: NOON },
        e: { any: false },
        d: { any: new mongoose.Types.ObjectId() },
        c: { any: '\uffff' },
        b: { any: 3 },
        a: { any: null },
        g: { any: minutesAfterNoon(1) },
        cc: { any: '\u{1f600}' },
        bb: { any: 3.5 },
      });
      const found = await world.Things.find({ owner }).sort({ any: 1 }).lean();

      expect(found.map(({ _id }) => _id.slice(owner.length + 1))).toEqual([
        'a',
        'b',
        'bb',
        'c',
        'cc',
        'd',
        'e',
        'f',
        'g',
      ]);
    });

    it('end at the limit, also where an index gives the order', async () => {
      await addAll(
        Object.fromEntries(
          Array.from({ length: 60 }, (_, index) => [
            `t${index}`,
            { at: minutesAfterNoon(index % 30), count: index },
          ]),
        ),
      );
      const latest = await world.Things.find({ owner, count: { $gte: 1 } })
        .sort({ at: -1, _id: 1 })
        .limit(4)
        .lean();

      expect(latest.map(({ count }) => count)).toEqual([29, 59, 28, 58]);
      expect((await world.Things.findOne({ owner }).sort({ at: -1, count: -1 }).lean())?.count).toBe(59);
      expect(
        await world.Things.find({ owner, count: { $lt: 40 } })
          .limit(50)
          .lean(),
      ).toHaveLength(40);
    });

    it('read by cursor, all of it once', async () => {
      await addAll(
        Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`c${index}`, { count: index }])),
      );
      const counts: unknown[] = [];
      for await (const thing of world.Things.find({ owner }).sort({ count: 1 }).lean().cursor())
        counts.push(thing.count);

      expect(counts).toEqual(Array.from({ length: 25 }, (_, index) => index));
    });
  });
}
