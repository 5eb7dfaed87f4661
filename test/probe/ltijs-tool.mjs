/**
 * The ltijs tool that the probe tries out: set up as the README of ltijs shows, dynamic registration on, with a store in a file in
 * place of MongoDB (so that it knows its platforms again after it fell). Nothing of ltijs is changed.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ltijs from 'ltijs';

const { Provider } = ltijs;
const { port, store, isHardened } = JSON.parse(process.argv[2]);
const url = `http://localhost:${port}/`;

// The one handler that whoever has seen it fall adds first.
if (isHardened) process.on('unhandledRejection', () => {});

Provider.setup(
  'a key for the cookies of this probe',
  { plugin: createFileStore(store) },
  {
    appRoute: '/launch',
    loginRoute: '/login',
    keysetRoute: '/keys',
    dynRegRoute: '/register',
    dynReg: { url, name: 'Probed ltijs', description: 'A tool', autoActivate: false },
    // What its README says about platforms on another domain, which all are.
    ...(isHardened && { cookies: { secure: true, sameSite: 'None' }, devMode: false }),
  },
);

Provider.onConnect((_token, _req, res) => res.send('<p>A course</p>'));
Provider.onDeepLinking((_token, _req, res) => res.send('<p>What to link</p>'));
if (isHardened) {
  const refuse = (status) => async (_req, res) => res.status(status).send('<p>Open the link again.</p>');
  Provider.onInvalidToken(refuse(401));
  Provider.onSessionTimeout(refuse(401));
  Provider.onUnregisteredPlatform(refuse(400));
  Provider.onInactivePlatform(refuse(401));
}

await Provider.deploy({ serverless: true, silent: true });
createServer(Provider.app).listen(port, 'localhost');

process.on('message', async ({ issuer, clientId }) => {
  const platform = await Provider.getPlatform(issuer, clientId);
  if (platform) await platform.platformActive(true);
  process.send('done');
});
process.on('disconnect', () => process.exit(0));

/** The store that ltijs asks for: `setup Close Get Insert Replace Modify Delete` over collections of plain objects. */
function createFileStore(file) {
  const collections = new Map(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []);
  const save = () => writeFileSync(file, JSON.stringify([...collections]));
  const list = (name) => {
    if (!collections.has(name)) collections.set(name, []);
    return collections.get(name);
  };
  const fits = (query) => (entry) =>
    Object.entries(query ?? {}).every(([key, value]) => entry[key] === value);
  const remove = (name, query) =>
    collections.set(
      name,
      list(name).filter((entry) => !fits(query)(entry)),
    );
  // What ltijs would encrypt is found by `index` and read back as the item.
  const insert = (name, item, index) =>
    list(name).push(structuredClone({ ...(index ?? {}), ...item, createdAt: Date.now() }));
  const changing =
    (change) =>
    async (...args) => {
      change(...args);
      save();
      return true;
    };
  return {
    setup: async () => true,
    Close: async () => true,
    Get: async (_key, name, query) => {
      const found = list(name).filter(fits(query));
      return found.length === 0 ? false : structuredClone(found);
    },
    Insert: changing((_key, name, item, index) => insert(name, item, index)),
    Replace: changing((_key, name, query, item, index) => {
      remove(name, query);
      insert(name, item, index);
    }),
    Modify: changing((_key, name, query, change) => {
      for (const entry of list(name).filter(fits(query))) Object.assign(entry, change);
    }),
    Delete: changing((name, query) => remove(name, query)),
  };
}
