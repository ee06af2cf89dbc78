/** What is asked of an authorization server, and what it answers. Part of `private-key-jwt`. */
import type { UrlLike } from './host.js';

/** RFC 6749 section 5.1; other members are passed on. An `id_token` is passed on too, and **not verified**: see the README for what does. */
export interface TokenResponse {
  access_token: string;
  token_type: string;
  /** Seconds. */
  expires_in?: number;
  refresh_token?: string;
  scope?: string;
  id_token?: string;
  [member: string]: unknown;
}

/** {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.2 RFC 8628 section 3.2} */
export interface DeviceAuthorizationResponse {
  device_code: string;
  /** For the person, to be entered at `verification_uri`. */
  user_code: string;
  verification_uri: string;
  verification_uri_complete?: string;
  /** Seconds. */
  expires_in?: number;
  /** Seconds. */
  interval?: number;
  [member: string]: unknown;
}

/** OpenID Connect CIBA section 7.3 */
export interface BackchannelAuthenticationResponse {
  auth_req_id: string;
  /** Seconds. */
  expires_in?: number;
  /** Seconds. */
  interval?: number;
  [member: string]: unknown;
}

/** {@link https://www.rfc-editor.org/rfc/rfc9126#section-2.2 RFC 9126 section 2.2} */
export interface PushedAuthorizationResponse {
  request_uri: string;
  /** Seconds. */
  expires_in?: number;
  [member: string]: unknown;
}

/** {@link https://www.rfc-editor.org/rfc/rfc7662#section-2.2 RFC 7662 section 2.2} */
export interface IntrospectionResponse {
  active: boolean;
  [member: string]: unknown;
}

/** Parameters by their wire names; an array is sent as several of the name. */
export type WireParameters = Record<string, string | string[]>;

export interface CommonParameters extends AdditionalParameters {
  scope?: string;
  /** {@link https://www.rfc-editor.org/rfc/rfc8707 RFC 8707}; may be several. */
  resource?: string | string[];
}

export interface AdditionalParameters {
  /** Any others, by their wire names. */
  parameters?: WireParameters;
}

/** How often to ask while a person decides: `interval` (default 5) and `expires_in` (default 600) of the answer before, in seconds. */
export interface PollingParameters extends AdditionalParameters {
  /** At most 2000000 (23 days); more is a `TypeError`. */
  interval?: number;
  /** Above 2000000 as that: timers go no further. */
  expiresIn?: number;
  resource?: string | string[];
}

export interface AuthorizationParameters extends CommonParameters {
  redirectUri: string;
  /** Default: 256 random bits. */
  state?: string;
  /** Default: 256 random bits. */
  nonce?: string;
  /** Pushes the request to the server first (RFC 9126). Default: where the server's metadata demand it. */
  push?: boolean;
}

/** The code, or the URL to which the browser came back. Of that one, `state` and (RFC 9207) `iss` are checked before anything is sent. */
export type CodeParameters = { redirectUri: string; codeVerifier?: string } & CommonParameters & (
  | { code: string }
  | {
      callbackUrl: UrlLike;
      /** What `authorizationUrl` gave. */
      state: string;
    }
);
