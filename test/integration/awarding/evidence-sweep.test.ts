import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEvidenceSweep } from '../../../src/awarding/evidence-sweep.js';
import { NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const HOUR_MS = 3_600_000;
const after = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR_MS);

function setUp() {
  const { evidenceFiles: files, handIns } = database.stores;
  const institutionId = randomUUID();
  const createdFile = (name: string) => ({
    id: randomUUID(),
    name,
    mediaType: 'text/plain',
    size: 600 * 1024,
  });
  return {
    institutionId,
    files,
    handIns,
    sweep: createEvidenceSweep({ files, handIns }),
    isThere: async (id: string) => (await files.read(institutionId, id)) !== null,
    addFile: async (at = NOON) => {
      const file = createdFile('essay.txt');
      await files.create(institutionId, file, Buffer.alloc(file.size, 'a'), at);
      return file;
    },
    createdFile,
    handIn: (file: ReturnType<typeof createdFile>, replacesId: string | null = null) => {
      const id = randomUUID();
      const of = { courseId: 'course-1', mappingId: `mapping-${institutionId}`, learnerId: 'learner-1' };
      const made = { id, institutionId, ...of, text: '', links: [], files: [file], handedInAt: NOON };
      return handIns.save(institutionId, made, replacesId).then(() => id);
    },
  };
}

describe('files that nobody handed in', () => {
  it('are removed a day later; what was handed in stays', async () => {
    const { addFile, handIn, sweep, isThere } = setUp();
    const orphan = await addFile();
    const named = await addFile();
    await handIn(named);
    await sweep(after(23));
    expect([await isThere(orphan.id), await isThere(named.id)]).toEqual([true, true]);
    expect(await sweep(after(24))).toBeGreaterThanOrEqual(1);
    expect([await isThere(orphan.id), await isThere(named.id)]).toEqual([false, true]);
    // Looked at, and left alone for a month.
    expect(await sweep(after(25))).toBe(0);
  });

  it('are removed when they were replaced and the process died before it removed them', async () => {
    const { addFile, handIn, sweep, isThere } = setUp();
    const old = await addFile();
    const first = await handIn(old);
    await sweep(after(30));
    const fresh = await addFile(after(30));
    await handIn(fresh, first);
    await sweep(after(32 * 24));
    expect([await isThere(old.id), await isThere(fresh.id)]).toEqual([false, true]);
  });

  it('leave nothing behind when the process died within one', async () => {
    const { files, institutionId, sweep, isThere, createdFile } = setUp();
    const file = createdFile('film.mp4');
    const bytes = Buffer.alloc(file.size, 'a');
    const slice = bytes.subarray.bind(bytes);
    const halfway = Object.assign(bytes, {
      subarray: (from: number, to: number) => {
        if (from > 0) throw new Error('the process dies here');
        return slice(from, to);
      },
    });
    await expect(files.create(institutionId, file, halfway, NOON)).rejects.toThrow('dies here');
    // Not whole: nobody reads it.
    expect(await isThere(file.id)).toBe(false);
    expect(await sweep(after(24))).toBeGreaterThanOrEqual(1);
    expect((await files.listDue(after(10_000), 1_000)).map(({ id }) => id)).not.toContain(file.id);
  });
});
