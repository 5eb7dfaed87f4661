import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'libsql';
import { openClient } from '../../../../src/storage/embedded/client.js';
import { findNetworkDisk, openFolder } from '../../../../src/storage/embedded/folder.js';

let parent: string;
beforeEach(async () => void (parent = await mkdtemp(join(tmpdir(), 'insigne-folder-'))));
afterEach(() => rm(parent, { recursive: true, force: true }));

const EXT4 = 0xef53;
const FUSE = 0x65735546;
const mounts = [
  '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
  '40 22 0:50 / /mnt/far rw - fuse.sshfs me@far: rw',
  '41 22 0:51 / /mnt/near rw - fuse.gocryptfs /crypt rw',
  '42 40 0:52 / /mnt/far/near\\040by rw - fuse.bindfs /srv rw',
].join('\n');

describe('the data folder', () => {
  it('is made for its owner alone', async () => {
    const folder = await openFolder(join(parent, 'a', 'data'));

    expect(folder).toBe(join(parent, 'a', 'data'));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('holds files for their owner alone, also where it stood open before', async () => {
    const folder = join(parent, 'open');
    await mkdir(folder, { mode: 0o755 });
    const client = await openClient({ dataDir: folder });
    await client.db().collection('things').insertOne({ _id: 'a' });

    const names = await readdir(folder);
    expect(names.sort()).toEqual(['insigne.sqlite', 'insigne.sqlite-shm', 'insigne.sqlite-wal']);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    await client.close();
  });

  it('is one file once it is closed, which can be copied', async () => {
    const client = await openClient({ dataDir: join(parent, 'data') });
    await client.db().collection('things').insertOne({ _id: 'a' });
    await client.close();
    await mkdir(join(parent, 'copy'));
    await copyFile(join(parent, 'data', 'insigne.sqlite'), join(parent, 'copy', 'insigne.sqlite'));

    const copy = await openClient({ dataDir: join(parent, 'copy') });
    expect(await copy.db().collection('things').find({}).toArray()).toEqual([{ _id: 'a' }]);
    await copy.close();
  });

  it.each([
    ['nfs', 0x6969],
    ['smb2', 0xfe534d42],
    ['smb2', 0xfe534d42 - 2 ** 32],
    ['cifs', 0xff534d42],
    ['9p', 0x01021997],
    ['ceph', 0x00c36400],
  ])('is refused on a network disk: %s', async (fileSystem, type) => {
    const opened = openFolder(join(parent, 'data'), async () => ({ type, mounts: '' }));

    await expect(opened).rejects.toMatchObject({ code: 'storage_network_disk', detail: { fileSystem } });
  });

  it.each([
    ['/mnt/far/data', 'fuse.sshfs'],
    ['/mnt/far', 'fuse.sshfs'],
    ['/mnt/far/near by/data', null],
    ['/mnt/near/data', null],
    ['/mnt/farther', null],
  ])('is looked up in the mount table where its type does not tell: %s', (folder, expected) => {
    expect(findNetworkDisk(folder, { type: FUSE, mounts })).toBe(expected);
  });

  it('may be on a disk of this machine', () => {
    expect(findNetworkDisk('/mnt/far/data', { type: EXT4, mounts })).toBeNull();
  });

  it('is refused when a later release wrote it', async () => {
    const client = await openClient({ dataDir: parent });
    await client.close();
    const raw = new Database(join(parent, 'insigne.sqlite'));
    raw.exec('PRAGMA user_version = 99');
    raw.close();

    await expect(openClient({ dataDir: parent })).rejects.toMatchObject({
      code: 'storage_newer',
      detail: { layout: 99 },
    });
  });
});
