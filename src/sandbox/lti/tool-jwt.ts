/**
 * What tools sign: client assertions and deep linking responses, verified with the keys at their JWKS address.
 *
 * A tool's keys are kept and fetched again only when verification fails, as Moodle does: a new `kid` works at once.
 *
 * Source: LTI Security Framework 1.1 §6.3 (tool keys), RFC 7523 §3
 *
 * @module
 */
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { AppError } from '../../errors/app-error.js';
import type { Tool } from '../school/state.js';

const FETCH_WITHIN_MS = 5_000;

export interface ToolJwtOptions {
  /** One of them must be in `aud`; null: it is not looked at. */
  readonly audiences: readonly string[] | null;
  /** Default: yes. */
  readonly checksIssuer?: boolean;
  readonly requiredClaims: readonly string[];
}

export interface ToolJwts {
  /**
   * Checks signature (RS256, `kid` in the header), `iss`, `aud`, `exp`, and that `iat` and `nbf` are not in the future: not by one second.
   *
   * @throws {AppError} `jwt_refused` 400 - the message says what is wrong
   */
  verify(tool: Tool, jwt: string, options: ToolJwtOptions): Promise<JWTPayload>;
}

export function createToolJwts(now: () => Date): ToolJwts {
  const keySets = new Map<string, JSONWebKeySet>();

  async function fetchKeySet(tool: Tool): Promise<JSONWebKeySet> {
    try {
      const answer = await fetch(tool.jwksUrl, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(FETCH_WITHIN_MS),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const keySet = (await answer.json()) as JSONWebKeySet;
      keySets.set(tool.clientId, keySet);
      return keySet;
    } catch (cause) {
      throw new AppError('jwt_refused', 400, "the tool's keys could not be fetched", {}, { cause });
    }
  }

  async function verifyWith(keySet: JSONWebKeySet, tool: Tool, jwt: string, options: ToolJwtOptions) {
    const { payload } = await jwtVerify(
      jwt,
      (header, token) => {
        if (typeof header.kid !== 'string') throw new errors.JWSInvalid('kid is missing');
        return createLocalJWKSet(keySet)(header, token);
      },
      {
        algorithms: ['RS256'],
        ...(options.checksIssuer === false ? {} : { issuer: tool.clientId }),
        ...(options.audiences === null ? {} : { audience: [...options.audiences] }),
        requiredClaims: [...options.requiredClaims],
        currentDate: now(),
      },
    );
    if (payload.iat !== undefined && payload.iat > now().getTime() / 1000) {
      throw new errors.JWTClaimValidationFailed('iat is in the future', payload, 'iat', 'check_failed');
    }
    return payload;
  }

  return {
    async verify(tool, jwt, options) {
      const known = keySets.get(tool.clientId);
      try {
        if (known !== undefined) {
          try {
            return await verifyWith(known, tool, jwt, options);
          } catch (error) {
            if (!isAboutTheKey(error)) throw error;
          }
        }
        return await verifyWith(await fetchKeySet(tool), tool, jwt, options);
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        const reason = cause instanceof errors.JOSEError ? cause.message : 'not a signed JWT';
        throw new AppError('jwt_refused', 400, reason, {}, { cause });
      }
    },
  };
}

function isAboutTheKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;
}
