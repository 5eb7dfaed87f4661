/**
 * How many credentials a second are built, checked, signed and stored, on one core, beside what that could be at best (raw
 * signing, raw inserts) and beside the general way (`@digitalbazaar/vc` with a static loader), in one run.
 *
 * The credential is a full one: a microcredential with everything that a badge class can say, a result, evidence, a status
 * entry; another learner's each time. Both ways sign what was built before.
 *
 * @module
 */
import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { buildOpenBadge } from '../../src/credentials/build-open-badge.js';
import { createCredentialService } from '../../src/credentials/credential-service.js';
import { createProof } from '../../src/credentials/data-integrity.js';
import { nameMethod } from '../../src/credentials/did-document.js';
import { createIssuerKeys } from '../../src/credentials/issuer-keys.js';
import { canonicalize, type JsonLdDocument } from '../../src/credentials/json-ld/canonicalize.js';
import { loadStaticContext } from '../../src/credentials/json-ld/contexts.js';
import { createFastCanonicalize } from '../../src/credentials/json-ld/fast-canonicalize.js';
import { assertOpenBadge } from '../../src/credentials/open-badge-schema.js';
import type { OpenBadgeCredential } from '../../src/credentials/open-badge.js';
import { signOpenBadge } from '../../src/credentials/sign-open-badge.js';
import { signVcJwt } from '../../src/credentials/vc-jwt.js';
import { createSealer } from '../../src/secrets/create-sealer.js';
import { buildFullBadgeClass } from '../support/build-full-badge-class.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../support/build-open-badge-facts.js';
import { buildAward, buildCredential, buildIssuer, NOON } from '../support/build-records.js';
import { openTestStores, type TestStores } from '../support/open-test-stores.js';
import { compare, createMeasurement } from './figures.js';

const INSTITUTION = 'institution-a';
const CLAIMS = {
  results: [{ name: 'Eindcijfer', type: 'ext:ECTSGradeScore', value: '8.5' }],
  evidence: [
    { name: 'Verslag', url: 'https://example.org/report', narrative: 'Een analyse van **eigen** data.' },
  ],
  inside: { grade: true, evidence: true },
  shows: { name: false, grade: true, evidence: true },
} as const;

/** Packages without types; each is used in one place. */
const load = async (name: string): Promise<Record<string, unknown>> =>
  (await import(name)) as Record<string, unknown>;

export async function benchCredentials(seconds: number): Promise<void> {
  // On the disk: waiting for it is most of what storing costs.
  const database = await openTestStores(await mkdtemp(join(tmpdir(), 'insigne-bench-')));
  try {
    await run(database, seconds);
  } finally {
    await database.close();
  }
}

async function run(database: TestStores, seconds: number): Promise<void> {
  const { stores } = database;
  const audit = async () => undefined;
  const issuerKeys = createIssuerKeys({
    keys: stores.issuerKeys,
    sealer: createSealer(Buffer.alloc(32, 1)),
    audit,
    now: () => NOON,
  });
  const issuer = buildIssuer({ institutionId: INSTITUTION, brin: '27KP' });
  const badgeClass = buildFullBadgeClass({ institutionId: INSTITUTION, issuerId: issuer.id });
  await stores.issuers.create(INSTITUTION, issuer);
  await stores.badgeClasses.create(INSTITUTION, badgeClass);
  const keys = await issuerKeys.ensureSigningKeys(INSTITUTION, issuer.id);
  const fast = createFastCanonicalize();
  const tools = { keys, addresses: ADDRESSES, canonicalize: fast.canonicalize };

  const facts = buildOpenBadgeFacts({
    ...CLAIMS,
    badgeClass,
    issuer,
    statusPlace: { listId: 'a'.repeat(32), slot: 71_234 },
  });
  /** One of its own each time, as for another learner. */
  const build = (): OpenBadgeCredential =>
    buildOpenBadge(
      {
        ...facts,
        credentialId: randomBytes(16).toString('hex'),
        subjectUuid: randomUUID(),
        salt: randomBytes(16).toString('hex'),
      },
      ADDRESSES,
    );
  const built = Array.from({ length: 500 }, build);
  let taken = 0;
  const take = (): OpenBadgeCredential => built[(taken += 1) % built.length] as OpenBadgeCredential;
  const asDocument = (badge: OpenBadgeCredential) => badge as unknown as JsonLdDocument;
  const proofRequest = {
    privateKey: keys.proof.privateKey,
    verificationMethod: nameMethod(ADDRESSES.issuerDid(issuer.id), keys.proof.kid),
    created: '2026-03-02T12:01:00Z',
    canonicalize: fast.canonicalize,
  };
  const sample = build();
  const sampleBytes = Buffer.byteLength(JSON.stringify(sample));
  const quads = (await canonicalize(asDocument(sample))).split('\n').length - 1;
  console.log(`a full credential: ${sampleBytes} bytes, ${quads} quads; one at a time`);
  console.log(`signing: seconds of the processor; inserting and storing: seconds of the clock\n`);

  const signed = await signOpenBadge(sample, tools);
  const service = createCredentialService({
    ...stores,
    issuerKeys,
    addresses: ADDRESSES,
    mayIssue: true,
    canonicalize: fast.canonicalize,
    audit,
    now: () => NOON,
  });
  const award = { institutionId: INSTITUTION, badgeClassId: badgeClass.id };

  const measurement = createMeasurement();
  const { add } = measurement;
  const raw = add('raw Ed25519 signing of 64 bytes', rawSigning());
  const rawJwt = add(
    'raw ES256 signing of as many bytes as a VC-JWT has',
    rawEcSigning(Math.ceil((sampleBytes * 4) / 3)),
  );
  const general = add('general way: @digitalbazaar/vc, static loader', await generalWay(take, proofRequest));
  add('built', build);
  add('validated against our schema', () => assertOpenBadge(take()));
  add('canonicalised, the general way', () => canonicalize(asDocument(take())));
  add('canonicalised, the compiled way', () => fast.canonicalize(asDocument(take())));
  const proof = add('signed: Data Integrity', () => createProof(asDocument(take()), proofRequest));
  const jwt = add('signed: VC-JWT ES256', () =>
    signVcJwt(take(), ADDRESSES.key(keys.jwt.kid), keys.jwt.privateKey),
  );
  const both = add('validated and signed: both proofs', () => signOpenBadge(take(), tools));
  const whole = add('built, validated and signed: both proofs', () => signOpenBadge(build(), tools));
  const inserts = add(
    'raw inserts of records of that size',
    rawInserts(database, JSON.stringify(sample)),
    'clock',
  );
  const stored = add(
    'stored',
    () => stores.credentials.create(INSTITUTION, buildCredential({ institutionId: INSTITUTION, ...signed })),
    'clock',
  );
  const issued = add(
    'issued whole: looked up, placed, signed twice, stored',
    () =>
      service.issue({
        award: buildAward({ ...award }),
        learner: { name: 'Anna de Vries', email: 'anna@example.org' },
        ...CLAIMS,
      }),
    'clock',
  );
  await measurement.run(seconds);

  console.log('');
  compare(proof, general);
  compare(both, general);
  compare(whole, general);
  compare(proof, raw);
  compare(jwt, rawJwt);
  compare(stored, inserts);
  compare(issued, inserts);
  const isSame = (await fast.canonicalize(asDocument(sample))) === (await canonicalize(asDocument(sample)));
  console.log(`equal canonical bytes: ${isSame ? 'yes' : 'NO'}; ways taken: ${JSON.stringify(fast.counts)}`);
  if (!isSame || !signed.json?.includes(sample.id)) process.exitCode = 1;
}

function rawSigning(): () => Buffer {
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const key = createPrivateKey(privateKey);
  const bytes = randomBytes(64);
  return () => sign(null, bytes, key);
}

function rawEcSigning(length: number): () => Buffer {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const key = createPrivateKey(privateKey);
  const bytes = randomBytes(length);
  return () => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
}

/** As its own README issues, with the same key and contexts that are kept here. */
async function generalWay(
  take: () => OpenBadgeCredential,
  {
    privateKey,
    verificationMethod,
    created,
  }: { privateKey: Parameters<typeof sign>[2]; verificationMethod: string; created: string },
): Promise<() => Promise<unknown>> {
  const vc = await load('@digitalbazaar/vc');
  const { DataIntegrityProof } = (await load('@digitalbazaar/data-integrity')) as {
    DataIntegrityProof: new (options: object) => object;
  };
  const { cryptosuite } = await load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
  const issue = vc['issue'] as (options: object) => Promise<unknown>;
  const signer = {
    id: verificationMethod,
    algorithm: 'Ed25519',
    sign: async ({ data }: { data: Uint8Array }) => sign(null, data, privateKey),
  };
  return () =>
    issue({
      credential: { ...take() }, // it writes its proof into what it is given
      suite: new DataIntegrityProof({ signer, date: created, cryptosuite }),
      documentLoader: loadStaticContext,
    });
}

/** What the store costs beneath ours: one insert of a document with an index beside its key. */
function rawInserts({ connection }: TestStores, text: string): () => Promise<unknown> {
  const schema = new Schema(
    { _id: String, awardId: String, json: String, jwt: String },
    { collection: 'raw', versionKey: false },
  );
  schema.index({ awardId: 1 }, { unique: true });
  const model = connection.model('Raw', schema);
  const ready = model.createIndexes();
  return async () => {
    await ready;
    await model.create([{ _id: randomUUID(), awardId: randomUUID(), json: text, jwt: text }]);
  };
}
