/**
 * Files that pages need: the style sheet, small scripts and the fonts, served from `/assets/`.
 *
 * They are few and small, so they are read once and kept, compressed, in memory. A page names each with a hash of its
 * content (`/assets/insigne.css?v=…`), so browsers keep it for good and a new version has a new address.
 * Not here: badge images (public/badge-router.ts).
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Router, type Request, type Response } from 'express';

const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url));
const FONT_PACKAGE = '@fontsource-variable/atkinson-hyperlegible-next';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const FOR_GOOD = 'public, max-age=31536000, immutable';
const FOR_AN_HOUR = 'public, max-age=3600';

interface Asset {
  readonly name: string;
  readonly mediaType: string;
  /** First 12 hex digits of SHA-256. */
  readonly version: string;
  readonly body: Buffer;
  /** Null for what is compressed already. */
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
}

let loaded: ReadonlyMap<string, Asset> | null = null;

/**
 * @param name - path under public/, or `fonts/….woff2`
 * @returns the address with the version of the content
 * @throws when there is no such file: a page that asks for one is a mistake of ours
 */
export function assetAddress(name: string): string {
  const asset = listAssets().get(name);
  if (!asset) throw new Error(`no such asset: ${name}`);
  return addressOf(asset);
}

export function createAssetsRouter(): Router {
  const router = Router();
  router.get('/assets/*name', (req: Request<{ name: string[] }>, res, next) => {
    const asset = listAssets().get(req.params.name.join('/'));
    if (asset) sendAsset(req, res, asset);
    else next();
  });
  return router;
}

function sendAsset(req: Request<{ name: string[] }>, res: Response, asset: Asset): void {
  res.set({
    'Cache-Control': req.query['v'] === asset.version ? FOR_GOOD : FOR_AN_HOUR,
    'Content-Type': asset.mediaType,
    'X-Content-Type-Options': 'nosniff',
    ETag: `"${asset.version}"`,
    Vary: 'Accept-Encoding',
  });
  const encoding = asset.brotli ? req.acceptsEncodings(['br', 'gzip', 'identity']) : 'identity';
  if (encoding === 'br' || encoding === 'gzip') {
    // One tag for each form of the bytes (RFC 9110 §8.8.3).
    res.set({ 'Content-Encoding': encoding, ETag: `"${asset.version}-${encoding}"` });
  }
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.send((encoding === 'br' && asset.brotli) || (encoding === 'gzip' && asset.gzip) || asset.body);
}

function addressOf({ name, version }: Asset): string {
  return `/assets/${name}?v=${version}`;
}

function listAssets(): ReadonlyMap<string, Asset> {
  loaded ??= loadAssets();
  return loaded;
}

function loadAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  const add = (name: string, body: Buffer) => {
    const asset = toAsset(name, body);
    if (asset) assets.set(name, asset);
  };
  const fonts = join(
    dirname(createRequire(import.meta.url).resolve(`${FONT_PACKAGE}/package.json`)),
    'files',
  );
  for (const file of readdirSync(fonts)) add(`fonts/${file}`, readFileSync(join(fonts, file)));
  const files = readdirSync(PUBLIC, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(PUBLIC.length + 1).replaceAll('\\', '/');
    const body = readFileSync(path);
    add(name, entry.name.endsWith('.css') ? nameFontVersions(body, assets) : body);
  }
  return assets;
}

/** In the style sheet fonts are written `url('fonts/….woff2')`; each gets its version too. */
function nameFontVersions(css: Buffer, assets: ReadonlyMap<string, Asset>): Buffer {
  const text = css.toString('utf8').replace(/url\('(fonts\/[\w.-]+)'\)/g, (written, name: string) => {
    const font = assets.get(name);
    return font ? `url('${addressOf(font)}')` : written;
  });
  return Buffer.from(text, 'utf8');
}

function toAsset(name: string, body: Buffer): Asset | null {
  const mediaType = MEDIA_TYPES[extname(name)];
  if (mediaType === undefined) return null; // notes and sources beside the files are not served
  const isText = mediaType.startsWith('text/') || mediaType === 'image/svg+xml';
  return {
    name,
    mediaType,
    version: createHash('sha256').update(body).digest('hex').slice(0, 12),
    body,
    gzip: isText ? gzipSync(body, { level: 9 }) : null,
    brotli: isText ? brotliCompressSync(body) : null,
  };
}
