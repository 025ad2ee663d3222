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

/** All of `oauth2.*`, one module per section. */
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
