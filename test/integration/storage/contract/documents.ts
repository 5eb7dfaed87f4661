/**
 * What is stored, and what comes back.
 *
 * @module
 */
import mongoose, { Schema } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON, type ContractWorld } from './world.js';

export function describeDocuments(world: ContractWorld): void {
  const { owner, id, addAll } = world;

  describe('documents', () => {
    it('come back as they went in', async () => {
      const thing = {
        _id: id('whole'),
        owner,
        key: null,
        count: -1.5,
        at: NOON,
        isOpen: false,
        tags: ['a', ''],
        parts: [{ name: 'p', size: 2 ** 40 }, {}],
        inner: { state: null, at: minutesAfterNoon(1) },
        any: {
          list: [1, [2, { deep: null }]],
          text: 'é\u{1f600}\0',
          'with.dot': -0,
          empty: {},
          date: NOON,
        },
      };
      await world.Things.create([thing]);

      expect(await world.Things.findById(thing._id).lean()).toEqual(thing);
      expect((await world.Things.findById(thing._id))?.toObject()).toEqual(thing);
    });

    it('are changed by save() where they differ', async () => {
      await addAll({ saved: { tags: ['a'], count: 1, key: 'k' } });
      const thing = await world.Things.findById(id('saved')).orFail();
      thing.tags?.push('b');
      thing.count = 2;
      thing.key = undefined as never;
      await thing.save();

      expect(await world.Things.findById(id('saved')).lean()).toEqual({
        _id: id('saved'),
        owner,
        tags: ['a', 'b'],
        count: 2,
      });
    });

    it('get an ObjectId where they have no id', async () => {
      const Nameless = world.database.connection.model('Nameless', new Schema({ owner: String }), 'nameless');
      const made = await Nameless.create({ owner });

      expect(made._id).toBeInstanceOf(mongoose.Types.ObjectId);
      expect(await Nameless.findById(made._id).lean()).toMatchObject({ owner });
      expect(await Nameless.find({ _id: { $in: [made._id] } }).lean()).toHaveLength(1);
    });

    it('are counted, and found to exist', async () => {
      await addAll({ a: { count: 1 }, b: { count: 2 } });

      expect(await world.Things.countDocuments({ owner })).toBe(2);
      expect(await world.Things.countDocuments({ owner, count: { $gt: 5 } })).toBe(0);
      expect(await world.Things.exists({ owner, count: 2 })).toEqual({ _id: id('b') });
      expect(await world.Things.exists({ owner, count: 3 })).toBeNull();
    });

    it('show the fields that are asked for', async () => {
      await addAll({ a: { count: 1, key: 'k' } });

      expect(await world.Things.findOne({ owner }).select('count').lean()).toEqual({
        _id: id('a'),
        count: 1,
      });
      expect(await world.Things.findOne({ owner }).select('-owner -count').lean()).toEqual({
        _id: id('a'),
        key: 'k',
      });
      expect(await world.Things.findOne({ owner }).select({ key: 1, _id: 0 }).lean()).toEqual({ key: 'k' });
    });
  });
  describe('models', () => {
    it('are the same when asked for twice', () => {
      const { connection } = world.database;
      expect(connection.model('Thing', world.thingSchema)).toBe(connection.model('Thing'));
    });
  });
}
