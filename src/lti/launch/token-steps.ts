/**
 * Steps about the token itself: signature, parties, time, nonce.
 *
 * Source: 1EdTech Security Framework 1.1 §5.1.3 (authentication response validation), §5.1.2 (claims); RFC 7519 §4.1;
 * OpenID Connect Core 1.0 §3.1.3.7.
 * Units: all times in a token are seconds since 1970.
 *
 * @module
 */
import { compactVerify, type CryptoKey } from 'jose';
import { refuseLaunch, type LaunchStep } from './attempt.js';

/** Platforms send a few kilobytes; custom parameters and roles may make it ten times that. */
const MAX_TOKEN_LENGTH = 128 * 1024;
const CLOCK_SKEW_SECONDS = 60;
/** As long as a login may take: nothing older belongs to it. */
const MAX_TOKEN_AGE_SECONDS = 600;
/** The last second that a date of ours can say. */
const LAST_SECOND = 8_640_000_000_000;

export const tokenSize: LaunchStep = {
  name: 'token-size',
  source: 'our own bound: a token is verified and remembered in memory',
  check({ request }) {
    if (request.idToken.length <= MAX_TOKEN_LENGTH) return;
    throw refuseLaunch('launch_token_unreadable', 'the token is too large', { status: 400 });
  },
};

export const signature: LaunchStep = {
  name: 'signature',
  source: 'Security Framework 1.1 §5.1.3 item 1 and item 6 (RS256), §6.3 (the key is the one of its kid)',
  async check({ request, header, registration }, { platformKeys }) {
    const { alg, kid, crit } = header;
    // RFC 7515 §4.1.11: whoever does not understand an extension refuses; we understand none.
    if (crit !== undefined)
      throw refuseLaunch('launch_signature_invalid', 'the token has critical extensions');
    if (alg !== 'RS256') throw refuseLaunch('launch_signature_invalid', 'the token is not signed with RS256');
    if (typeof kid !== 'string' || kid === '') {
      throw refuseLaunch('launch_key_unknown', 'the token does not name its key');
    }
    const { jwksUrl } = registration;
    const key = await platformKeys.getKey(jwksUrl, kid);
    if (await isSignedBy(key, request.idToken)) return;
    const replaced = await platformKeys.getReplacedKey(jwksUrl, kid, key);
    if (replaced && (await isSignedBy(replaced, request.idToken))) return;
    throw refuseLaunch('launch_signature_invalid', 'the signature does not hold');
  },
};

async function isSignedBy(key: CryptoKey, token: string): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: ['RS256'] });
    return true;
  } catch {
    return false;
  }
}

export const issuer: LaunchStep = {
  name: 'issuer',
  source: 'Security Framework 1.1 §5.1.3 item 2: iss is exactly the issuer of the platform',
  check({ claims, registration }) {
    if (claims['iss'] === registration.issuer) return;
    throw refuseLaunch('launch_issuer_wrong', 'iss is not the registered issuer');
  },
};

export const audience: LaunchStep = {
  name: 'audience',
  source:
    'Security Framework 1.1 §5.1.3 item 3: aud holds our client id and no audience that we do not trust',
  check({ claims, registration }) {
    const { aud } = claims;
    const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
    if (audiences.length > 0 && audiences.every((one) => one === registration.clientId)) return;
    throw refuseLaunch('launch_audience_wrong', 'aud is not our client id alone');
  },
};

export const authorizedParty: LaunchStep = {
  name: 'authorized-party',
  source: 'Security Framework 1.1 §5.1.3 items 4 and 5: azp, when present, is our client id',
  check({ claims, registration }) {
    const { azp } = claims;
    if (azp === undefined || azp === registration.clientId) return;
    throw refuseLaunch('launch_audience_wrong', 'azp is not our client id');
  },
};

export const expiry: LaunchStep = {
  name: 'expiry',
  source: 'Security Framework 1.1 §5.1.3 item 7: the current time is before exp',
  check({ claims }, { now }) {
    const exp = readSecond(claims['exp']);
    if (exp === null) throw refuseLaunch('launch_expired', 'exp is missing or not a time');
    if (exp + CLOCK_SKEW_SECONDS <= toSeconds(now)) {
      throw refuseLaunch('launch_expired', 'the token has expired', { detail: { exp } });
    }
  },
};

export const issuedAt: LaunchStep = {
  name: 'issued-at',
  source:
    'Security Framework 1.1 §5.1.2 (iat is required), §5.1.3 item 8: tokens issued too far away are rejected',
  check({ claims }, { now }) {
    const iat = readSecond(claims['iat']);
    if (iat === null) throw refuseLaunch('launch_expired', 'iat is missing or not a time');
    const age = toSeconds(now) - iat;
    if (age < -CLOCK_SKEW_SECONDS || age > MAX_TOKEN_AGE_SECONDS + CLOCK_SKEW_SECONDS) {
      throw refuseLaunch('launch_expired', 'the token was issued too long ago, or in the future', {
        detail: { iat },
      });
    }
  },
};

export const notBefore: LaunchStep = {
  name: 'not-before',
  source: 'RFC 7519 §4.1.5: a token is not accepted before nbf',
  check({ claims }, { now }) {
    if (claims['nbf'] === undefined) return;
    const nbf = readSecond(claims['nbf']);
    if (nbf !== null && nbf - CLOCK_SKEW_SECONDS <= toSeconds(now)) return;
    throw refuseLaunch('launch_expired', 'the token is not valid yet');
  },
};

export const nonce: LaunchStep = {
  name: 'nonce',
  source: 'Security Framework 1.1 §5.1.3 item 9: the nonce is the one of the authentication request',
  check({ claims, login }) {
    if (claims['nonce'] === login.nonce) return;
    throw refuseLaunch('launch_nonce_wrong', 'the token answers another login');
  },
};

/** Null for anything but a time that could be: a finite number of seconds after 1970. */
function readSecond(value: unknown): number | null {
  return typeof value === 'number' && value > 0 && value <= LAST_SECOND ? value : null;
}

function toSeconds(date: Date): number {
  return date.getTime() / 1000;
}
