/**
 * Finding a Chromium: the one that `CHROMIUM_PATH` names, else the one that comes inside a registry package, unpacked
 * once.
 *
 * The package unpacks into the system's folder for temporary files and takes whatever lies there for complete. So it
 * does its work in a child with a folder of its own, which is then moved into place whole: runs side by side never see
 * half a browser (a binary that is still being written cannot be started: ETXTBSY).
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

export interface Chromium {
  readonly executablePath: string;
  /** What its process needs besides the environment of this one. */
  readonly env: Readonly<Record<string, string>>;
}

/** @throws when there is no usable Chromium, with a sentence that says what to set */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
    return { executablePath: named, env: {} };
  }
  const folder = await unpackOnce();
  return { executablePath: join(folder, 'chromium'), env: await findEnv(folder) };
}

async function unpackOnce(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = JSON.parse(
    await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8'),
  ) as { version: string };
  const { uid } = userInfo();
  const place = join(tmpdir(), `insigne-chromium-${version}-${uid}`);
  if (await isOwn(place, uid)) return place;

  const workshop = await mkdtemp(join(tmpdir(), 'insigne-unpack-'));
  try {
    // The package unpacks its system libraries only where it believes to be in this runtime.
    const env = { ...process.env, TMPDIR: workshop, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    const script = `require(${JSON.stringify(entry)}).executablePath().then(() => process.exit(0))`;
    await run(process.execPath, ['-e', script], { env });
    await rename(workshop, place);
  } catch (error) {
    await rm(workshop, { recursive: true, force: true });
    // Another run was first, and whole: a folder with something in it is never replaced by a rename.
    if (!(await isOwn(place, uid))) throw error;
  }
  return place;
}

/** A folder that somebody else made under this name is not run. */
async function isOwn(place: string, uid: number): Promise<boolean> {
  const found = await stat(place).catch(() => null);
  if (!found) return false;
  if (found.uid !== uid) throw new Error(`${place} belongs to another user: remove it or set CHROMIUM_PATH`);
  return existsSync(join(place, 'chromium'));
}

/** The package's libraries and fonts, where the system has none of its own. */
async function findEnv(folder: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  const isThere = await run('ldconfig', ['-p']).then(
    ({ stdout }) => stdout.includes('libnss3.so'),
    () => false,
  );
  if (!isThere) {
    const inherited = process.env['LD_LIBRARY_PATH'];
    env['LD_LIBRARY_PATH'] = [join(folder, 'al2023', 'lib'), ...(inherited ? [inherited] : [])].join(':');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) {
    const file = join(folder, 'own-fonts.conf');
    await writeFile(
      file,
      `<?xml version="1.0"?><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
    );
    env['FONTCONFIG_FILE'] = file;
  }
  return env;
}
