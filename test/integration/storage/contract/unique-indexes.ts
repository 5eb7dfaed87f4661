/**
 * Unique indexes: the one way in which two writers learn that only one of them may win.
 *
 * @module
 */
import { Schema } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { DUPLICATE_KEY, type ContractWorld } from './world.js';

export function describeUniqueIndexes(world: ContractWorld): void {
  const { owner, id } = world;

  describe('unique indexes', () => {
    it('refuse the second of two with code 11000, and say which key', async () => {
      await world.Keyed.create([{ _id: id('a'), owner, key: 'k' }]);

      await expect(world.Keyed.create([{ _id: id('b'), owner, key: 'k' }])).rejects.toMatchObject({
        code: DUPLICATE_KEY,
        keyPattern: { owner: 1, key: 1 },
        keyValue: { owner, key: 'k' },
      });
      await expect(world.Keyed.create([{ _id: id('a'), owner, key: 'l' }])).rejects.toMatchObject({
        code: DUPLICATE_KEY,
        keyPattern: { _id: 1 },
      });
      expect(await world.Keyed.countDocuments({ owner })).toBe(1);
    });

    it('take null and nothing at all for one and the same value', async () => {
      await world.Keyed.create([{ _id: id('a'), owner }]);

      await expect(world.Keyed.create([{ _id: id('b'), owner, key: null }])).rejects.toMatchObject({
        code: DUPLICATE_KEY,
      });
    });

    it('tell text from what looks like it', async () => {
      await world.Keyed.create([{ _id: id('a'), owner, key: 'a' }]);
      await world.Keyed.create([{ _id: id('b'), owner, key: 'A' }]);
      await world.Keyed.create([{ _id: id('c'), owner, key: 'a\0' }]);
      await world.Keyed.create([{ _id: id('d'), owner, key: '{"$numberInt":"1"}' }]);

      expect(await world.Keyed.countDocuments({ owner })).toBe(4);
    });

    it('hold for updates and upserts', async () => {
      await world.Keyed.create([
        { _id: id('a'), owner, key: 'k' },
        { _id: id('b'), owner, key: 'l' },
      ]);

      await expect(world.Keyed.updateOne({ _id: id('b') }, { $set: { key: 'k' } })).rejects.toMatchObject({
        code: DUPLICATE_KEY,
      });
      await expect(
        world.Keyed.updateOne({ _id: id('c') }, { $set: { owner, key: 'k' } }, { upsert: true }),
      ).rejects.toMatchObject({ code: DUPLICATE_KEY });
      expect((await world.Keyed.findById(id('b')).lean())?.key).toBe('l');
      expect(await world.Keyed.findById(id('c')).lean()).toBeNull();
    });

    it('free a key that was changed or deleted', async () => {
      await world.Keyed.create([{ _id: id('a'), owner, key: 'k' }]);
      await world.Keyed.updateOne({ _id: id('a') }, { $set: { key: 'other' } });
      await world.Keyed.create([{ _id: id('b'), owner, key: 'k' }]);
      await world.Keyed.deleteOne({ _id: id('b') });
      await world.Keyed.create([{ _id: id('c'), owner, key: 'k' }]);

      expect(await world.Keyed.countDocuments({ owner })).toBe(2);
    });

    it('let one of many win that come at once', async () => {
      const tries = Array.from({ length: 20 }, (_, index) =>
        world.Keyed.create([{ _id: id(`t${index}`), owner, key: 'k' }]),
      );
      const ended = await Promise.allSettled(tries);

      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('are not made over what breaks them', async () => {
      const name = `broken_${owner.replaceAll('-', '')}`;
      const Broken = world.database.connection.model(
        name,
        new Schema({ _id: String, key: String }, { versionKey: false }),
        name,
      );
      await Broken.create([
        { _id: 'a', key: 'k' },
        { _id: 'b', key: 'k' },
      ]);

      await expect(Broken.collection.createIndex({ key: 1 }, { unique: true })).rejects.toMatchObject({
        code: DUPLICATE_KEY,
      });
      expect(await Broken.collection.createIndex({ key: 1 })).toBe('key_1');
      expect(await Broken.collection.createIndex({ key: 1 })).toBe('key_1');
      await expect(Broken.collection.createIndex({ key: 1 }, { unique: true })).rejects.toMatchObject({
        code: 86,
      });
      await expect(Broken.collection.createIndex({ key: 1 }, { name: 'another' })).rejects.toMatchObject({
        code: 85,
      });
    });

    it('are listed', async () => {
      const indexes = (await world.Keyed.listIndexes()) as { key: unknown; unique?: boolean }[];

      expect(indexes.map(({ key, unique }) => ({ key, unique: unique ?? false }))).toEqual([
        { key: { _id: 1 }, unique: false },
        { key: { owner: 1, key: 1 }, unique: true },
      ]);
    });
  });
}
