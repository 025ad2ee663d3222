import { configOauth2 } from './config.ts'
import { methodsOauth2 } from './methods.ts'
import { loginOauth2 } from './login.ts'
import { exchangeOauth2 } from './exchange.ts'
import { userinfoOauth2 } from './userinfo.ts'
import { oidcOauth2 } from './oidc.ts'
import { providerOauth2 } from './provider.ts'
import { linkOauth2 } from './link.ts'
import { createOauth2 } from './create.ts'
import { responseOauth2 } from './response.ts'
import { redirectOauth2 } from './redirect.ts'
import { externalOauth2 } from './external.ts'

/**
 * All of `oauth2.*`, one module per section. What their probes call
 *
 * - MOCK: the vendor, an HTTP server of the suite that keeps every request. `POST /token` answers
 *   `{"access_token":"at1","token_type":"Bearer","refresh_token":"rt1","expires_in":3600}`, `GET /a.png` a small image, and
 *   `GET /userinfo` `{"sub":"ext-1","name":"Ext Name","preferred_username":"extuser","picture":"<MOCK>/a.png",
 *   "email":"ext@example.com","email_verified":true}`
 * - OIDC: the provider `{"name":"oidc","clientId":"cid","clientSecret":"csecret","authURL":"<MOCK>/authorize",
 *   "tokenURL":"<MOCK>/token","userInfoURL":"<MOCK>/userinfo","displayName":"Mock"}`
 * - COL: an auth collection with `oauth2` `{"enabled":true,"providers":[OIDC]}`, createRule, listRule, viewRule and authRule
 *   `""`, no second factor, no alert, and an e-mail that is not required
 * - LOGIN: `POST /api/collections/COL/auth-with-oauth2`
 *   `{"provider":"oidc","code":"c1","codeVerifier":"v1","redirectURL":"http://127.0.0.1/cb"}`
 */
export const oauth2Requirements = [
  ...configOauth2,
  ...methodsOauth2,
  ...loginOauth2,
  ...exchangeOauth2,
  ...userinfoOauth2,
  ...oidcOauth2,
  ...providerOauth2,
  ...linkOauth2,
  ...createOauth2,
  ...responseOauth2,
  ...redirectOauth2,
  ...externalOauth2,
] as const
