/**
 * R: dynamic registration. A platform is registered when a launch from it is let in.
 *
 * Source: LTI Dynamic Registration 1.0 §3 (§3.5.1: the issuer is the host that serves the configuration); RFC 7591 §3.2; OpenID
 * Connect Discovery 1.0 §4.3. Who may register at all is the tool's business; that strangers make it fetch addresses is not.
 *
 * @module
 */
import { either, refused, slow, type ProbeCase } from '../probe-case.js';
import type { RegisterOptions } from '../register.js';
import type { ProbeWorld } from '../world.js';

/** Registers, and launches when that worked. */
async function registerAndLaunch(world: ProbeWorld, options: RegisterOptions = {}): Promise<string> {
  const { registered } = await world.register(options);
  return registered ? world.launch({}, {}, { at: registered }) : 'refused';
}

export const REGISTRATION_CASES: readonly ProbeCase[] = [
  {
    id: 'R1',
    what: 'a stranger without consent',
    expected: 'refused, nothing fetched',
    async play(world) {
      const address = world.tool.strangersRegistration;
      const { registered, asked } = await world.register({ address });
      const verdict = registered && (await world.tryLogin({ at: registered })) ? 'accepted' : 'refused';
      return `${verdict}, ${asked === 0 ? 'nothing fetched' : `${asked} fetched`}`;
    },
  },
  slow({
    id: 'R2',
    what: 'a configuration that redirects to another host',
    expected: 'refused, not followed',
    async play(world) {
      const platform = await world.addPlatform();
      const inside = await world.addPlatform();
      platform.routes.set('/moved', (_req, res) =>
        res.writeHead(302, { location: `${inside.url}/inside` }).end(),
      );
      const verdict = await registerAndLaunch(world, { platform, configurationUrl: `${platform.url}/moved` });
      return `${verdict}, ${inside.counts.other === 0 ? 'not followed' : 'followed'}`;
    },
  }),
  slow(
    refused('R2', 'a configuration in a file', (world) =>
      registerAndLaunch(world, { configurationUrl: 'file:///etc/passwd' }),
    ),
  ),
  slow(
    refused('R3', 'an issuer that is not the host that says so', (world) =>
      registerAndLaunch(world, { change: { issuer: 'https://lms.example.org' } }),
    ),
  ),
  ...['token_endpoint', 'jwks_uri', 'authorization_endpoint'].map((field) =>
    slow(
      refused('R4', `no ${field}`, (world) => registerAndLaunch(world, { change: { [field]: undefined } })),
    ),
  ),
  slow({
    id: 'R5',
    what: 'a registration endpoint on another host',
    expected: 'refused, token kept',
    async play(world) {
      const stranger = await world.addPlatform();
      stranger.routes.set('/register', (_req, res) => res.writeHead(201).end('{"client_id":"x"}'));
      const change = { registration_endpoint: `${stranger.url}/register` };
      const verdict = await registerAndLaunch(world, { change });
      const isTold = stranger.seen.some(({ authorization }) => authorization !== null);
      return `${verdict}, ${isTold ? 'token told' : 'token kept'}`;
    },
  }),
  slow({
    id: 'R6',
    what: 'the registration shows the platform’s token',
    expected: 'accepted, shown',
    async play(world) {
      const { registered, hasShownToken } = await world.register();
      const verdict = registered ? await world.launch({}, {}, { at: registered }) : 'refused';
      return `${verdict}, ${hasShownToken ? 'shown' : 'not shown'}`;
    },
  }),
  slow({
    id: 'R6',
    what: 'a configuration only for whoever shows the token, as Canvas has it',
    expected: 'accepted',
    play: (world) => registerAndLaunch(world, { asksToken: true }),
  }),
  slow(
    refused('R7', 'the platform says no with 422', (world) =>
      registerAndLaunch(world, { answer: { status: 422, body: { error: 'invalid_client_metadata' } } }),
    ),
  ),
  slow(
    refused('R7', 'an answer without client id', (world) =>
      registerAndLaunch(world, { answer: { status: 201, body: {} } }),
    ),
  ),
  slow({
    id: 'R8',
    what: 'the same issuer and client id once more: launches go on',
    expected: 'accepted',
    async play(world) {
      const { platform, clientId } = world.main;
      await world.register({ platform, clientId });
      return world.launch();
    },
  }),
  slow(
    either('R10', 'an answer without deployment id', (world) =>
      registerAndLaunch(world, { deploymentId: null }),
    ),
  ),
  slow({
    id: 'R12',
    what: 'the page closes the dialog of the LMS',
    expected: 'closes',
    play: async (world) => ((await world.register()).closes ? 'closes' : 'stays'),
  }),
  slow(
    either('R13', 'a configuration of 600 kB', (world) =>
      registerAndLaunch(world, { change: { filler: 'a'.repeat(600_000) } }),
    ),
  ),
];
