/**
 * The data folder: made when it is absent, for this user alone, and only on a disk of this machine. SQLite's write-ahead
 * log shares memory between processes and relies on file locks; over a network both fail without a word.
 *
 * Source: https://www.sqlite.org/wal.html ("All processes using a database must be on the same host computer"),
 * https://man7.org/linux/man-pages/man2/statfs.2.html (file system types)
 *
 * @module
 */
import { readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors/app-error.js';
import { makeFolder } from '../../secrets/make-folder.js';

const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xfe534d42, 'smb2'],
  [0xff534d42, 'cifs'],
  [0x564c, 'ncp'],
  [0x5346414f, 'afs'],
  [0x6b414653, 'kafs'],
  [0x73757245, 'coda'],
  [0x01021997, '9p'],
  [0x00c36400, 'ceph'],
  [0x0bd00bd0, 'lustre'],
  [0x47504653, 'gpfs'],
  [0x7461636f, 'ocfs2'],
  [0x01161970, 'gfs2'],
  [0x19830326, 'beegfs'],
  [0x20030528, 'pvfs2'],
  [0x61756673, 'aufs'],
]);

/** Some of what stands behind this type is local, some is not: the mount table says which. */
const FUSE_TYPE = 0x65735546;
const NETWORK_FUSE =
  /^(fuse|fuseblk)\.(sshfs|glusterfs|s3fs|s3ql|goofys|gcsfuse|rclone|ceph|cephfs|curlftpfs|davfs|davfs2|mfs|moosefs|juicefs|seaweedfs|nfs|smb|smbnetfs|httpfs)/;

export interface DiskFacts {
  /** `f_type` of statfs(2), where the system is Linux. */
  readonly type: number;
  /** Lines of /proc/self/mountinfo; empty where there is none. */
  readonly mounts: string;
}

/**
 * @returns the absolute folder
 * @throws AppError `folder_unusable`, `storage_network_disk`
 */
export async function openFolder(dataDir: string, readFacts = readDiskFacts): Promise<string> {
  const folder = path.resolve(dataDir);
  await makeFolder(folder, 'DATA_DIR');
  const network = findNetworkDisk(folder, await readFacts(folder));
  if (network !== null) {
    throw new AppError(
      'storage_network_disk',
      500,
      'DATA_DIR is on a network disk; the embedded engine needs a local one',
      {
        fileSystem: network,
      },
    );
  }
  return folder;
}

/** The file system's name when it is one of a network; null for a local disk. */
export function findNetworkDisk(folder: string, { type, mounts }: DiskFacts): string | null {
  // statfs gives a signed number on some systems.
  const unsigned = type >>> 0;
  if (unsigned !== FUSE_TYPE) return NETWORK_TYPES.get(unsigned) ?? null;
  const mounted = findMountType(folder, mounts);
  return mounted !== null && NETWORK_FUSE.test(mounted) ? mounted : null;
}

/** Type of the mount that holds the folder. Source: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function findMountType(folder: string, mounts: string): string | null {
  let found: { readonly point: string; readonly type: string } | null = null;
  for (const line of mounts.split('\n')) {
    const [before, after] = line.split(' - ');
    const point = before?.split(' ')[4]?.replaceAll('\\040', ' ');
    const type = after?.split(' ')[0];
    if (point === undefined || type === undefined) continue;
    const isAbove = point === '/' || folder === point || folder.startsWith(`${point}/`);
    // Later lines lie over earlier ones.
    if (isAbove && point.length >= (found?.point.length ?? 0)) found = { point, type };
  }
  return found?.type ?? null;
}

async function readDiskFacts(folder: string): Promise<DiskFacts> {
  // Elsewhere the numbers mean other things, and network disks are told by their path.
  if (process.platform !== 'linux') return { type: 0, mounts: '' };
  const { type } = await statfs(folder);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  return { type, mounts };
}
