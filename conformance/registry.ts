import type { Case } from './harness/case.ts'
import * as authAccount from './auth/account.ts'
import * as authAlert from './auth/alert.ts'
import * as authCommon from './auth/common.ts'
import * as authEmailChange from './auth/email-change.ts'
import * as authExternal from './auth/external.ts'
import * as authHeader from './auth/header.ts'
import * as authImpersonate from './auth/impersonate.ts'
import * as authMail from './auth/mail.ts'
import * as authMethods from './auth/methods.ts'
import * as authMfa from './auth/mfa.ts'
import * as authOtp from './auth/otp.ts'
import * as authPasswordReset from './auth/password-reset.ts'
import * as authPassword from './auth/password.ts'
import * as authRefusalMatrix from './auth/refusal-matrix.ts'
import * as authRefresh from './auth/refresh.ts'
import * as authResponse from './auth/response.ts'
import * as authSecrets from './auth/secrets.ts'
import * as authSuperusers from './auth/superusers.ts'
import * as authSystem from './auth/system.ts'
import * as authToken from './auth/token.ts'
import * as authVerification from './auth/verification.ts'
import * as backupsCreate from './backups/create.ts'
import * as batchGeneral from './batch/general.ts'
import * as cliInstaller from './cli/installer.ts'
import * as cliPublicDir from './cli/public-dir.ts'
import * as cliRoot from './cli/root.ts'
import * as cliServe from './cli/serve.ts'
import * as cliShutdown from './cli/shutdown.ts'
import * as cliSuperuser from './cli/superuser.ts'
import * as collectionsAccess from './collections/access.ts'
import * as collectionsAuth from './collections/auth.ts'
import * as collectionsBody from './collections/body.ts'
import * as collectionsCreate from './collections/create.ts'
import * as collectionsDelete from './collections/delete.ts'
import * as collectionsFields from './collections/fields.ts'
import * as collectionsImport from './collections/import.ts'
import * as collectionsIndexes from './collections/indexes.ts'
import * as collectionsList from './collections/list.ts'
import * as collectionsName from './collections/name.ts'
import * as collectionsRules from './collections/rules.ts'
import * as collectionsScaffolds from './collections/scaffolds.ts'
import * as collectionsSecrets from './collections/secrets.ts'
import * as collectionsShape from './collections/shape.ts'
import * as collectionsSuperusers from './collections/superusers.ts'
import * as collectionsSystem from './collections/system.ts'
import * as collectionsTruncate from './collections/truncate.ts'
import * as collectionsType from './collections/type.ts'
import * as collectionsUpdate from './collections/update.ts'
import * as collectionsUsers from './collections/users.ts'
import * as collectionsView from './collections/view.ts'
import * as cronsAuth from './crons/auth.ts'
import * as cronsList from './crons/list.ts'
import * as cronsRun from './crons/run.ts'
import * as expandGeneral from './expand/general.ts'
import * as fieldsGeneral from './fields/general.ts'
import * as filesDownload from './files/download.ts'
import * as filesLifecycle from './files/lifecycle.ts'
import * as filesNaming from './files/naming.ts'
import * as filterAccess from './filter/access.ts'
import * as filterBackrel from './filter/backrel.ts'
import * as filterCollection from './filter/collection.ts'
import * as filterDate from './filter/date.ts'
import * as filterError from './filter/error.ts'
import * as filterField from './filter/field.ts'
import * as filterFn from './filter/fn.ts'
import * as filterGeo from './filter/geo.ts'
import * as filterJson from './filter/json.ts'
import * as filterLex from './filter/lex.ts'
import * as filterLimit from './filter/limit.ts'
import * as filterLiteral from './filter/literal.ts'
import * as filterMacro from './filter/macro.ts'
import * as filterModifier from './filter/modifier.ts'
import * as filterNull from './filter/null.ts'
import * as filterOp from './filter/op.ts'
import * as filterParam from './filter/param.ts'
import * as filterParse from './filter/parse.ts'
import * as filterRelation from './filter/relation.ts'
import * as filterRequest from './filter/request.ts'
import * as filterSemantics from './filter/semantics.ts'
import * as filterSimple from './filter/simple.ts'
import * as filterTiming from './filter/timing.ts'
import * as filterVectors from './filter/vectors.ts'
import * as filterView from './filter/view.ts'
import * as healthGeneral from './health/general.ts'
import * as httpAuth from './http/auth.ts'
import * as httpBody from './http/body.ts'
import * as httpBodylimit from './http/bodylimit.ts'
import * as httpClient from './http/client.ts'
import * as httpCors from './http/cors.ts'
import * as httpDashboard from './http/dashboard.ts'
import * as httpError from './http/error.ts'
import * as httpFields from './http/fields.ts'
import * as httpGuard from './http/guard.ts'
import * as httpGzip from './http/gzip.ts'
import * as httpHeaders from './http/headers.ts'
import * as httpHealth from './http/health.ts'
import * as httpLog from './http/log.ts'
import * as httpMessage from './http/message.ts'
import * as httpMultipart from './http/multipart.ts'
import * as httpProxy from './http/proxy.ts'
import * as httpRatelimit from './http/ratelimit.ts'
import * as httpResponse from './http/response.ts'
import * as httpRoute from './http/route.ts'
import * as httpServer from './http/server.ts'
import * as httpStatic from './http/static.ts'
import * as httpTarget from './http/target.ts'
import * as logsList from './logs/list.ts'
import * as logsRequest from './logs/request.ts'
import * as mailEffect from './mail/effect.ts'
import * as mailMessage from './mail/message.ts'
import * as mailTransport from './mail/transport.ts'
import * as pageGeneral from './page/general.ts'
import * as realtimeConnect from './realtime/connect.ts'
import * as realtimeEvents from './realtime/events.ts'
import * as realtimeSubscribe from './realtime/subscribe.ts'
import * as recordsAuth from './records/auth.ts'
import * as recordsBody from './records/body.ts'
import * as recordsCollection from './records/collection.ts'
import * as recordsCreate from './records/create.ts'
import * as recordsDelete from './records/delete.ts'
import * as recordsHttp from './records/http.ts'
import * as recordsList from './records/list.ts'
import * as recordsOrder from './records/order.ts'
import * as recordsRule from './records/rule.ts'
import * as recordsShape from './records/shape.ts'
import * as recordsSuperusers from './records/superusers.ts'
import * as recordsSystem from './records/system.ts'
import * as recordsUpdate from './records/update.ts'
import * as recordsView from './records/view.ts'
import * as rulesAuthRule from './rules/auth-rule.ts'
import * as rulesCollection from './rules/collection.ts'
import * as rulesCreate from './rules/create.ts'
import * as rulesDelete from './rules/delete.ts'
import * as rulesExpand from './rules/expand.ts'
import * as rulesGeneral from './rules/general.ts'
import * as rulesList from './rules/list.ts'
import * as rulesManageRule from './rules/manage-rule.ts'
import * as rulesProtectedFile from './rules/protected-file.ts'
import * as rulesRelation from './rules/relation.ts'
import * as rulesRequest from './rules/request.ts'
import * as rulesSave from './rules/save.ts'
import * as rulesSemantics from './rules/semantics.ts'
import * as rulesUpdate from './rules/update.ts'
import * as rulesValue from './rules/value.ts'
import * as rulesView from './rules/view.ts'
import * as schemaAutodate from './schema/autodate.ts'
import * as schemaBool from './schema/bool.ts'
import * as schemaColumn from './schema/column.ts'
import * as schemaCommon from './schema/common.ts'
import * as schemaDatadir from './schema/datadir.ts'
import * as schemaDatadirMails from './schema/datadir-mails.ts'
import * as schemaDate from './schema/date.ts'
import * as schemaEditor from './schema/editor.ts'
import * as schemaEmail from './schema/email.ts'
import * as schemaFile from './schema/file.ts'
import * as schemaGeopoint from './schema/geopoint.ts'
import * as schemaId from './schema/id.ts'
import * as schemaJson from './schema/json.ts'
import * as schemaMulti from './schema/multi.ts'
import * as schemaName from './schema/name.ts'
import * as schemaNumber from './schema/number.ts'
import * as schemaOptions from './schema/options.ts'
import * as schemaPassword from './schema/password.ts'
import * as schemaRelation from './schema/relation.ts'
import * as schemaSelect from './schema/select.ts'
import * as schemaSystem from './schema/system.ts'
import * as schemaText from './schema/text.ts'
import * as schemaTypes from './schema/types.ts'
import * as settingsAccess from './settings/access.ts'
import * as settingsApple from './settings/apple.ts'
import * as settingsEffect from './settings/effect.ts'
import * as settingsList from './settings/list.ts'
import * as settingsLockout from './settings/lockout.ts'
import * as settingsStore from './settings/store.ts'
import * as settingsTestEmail from './settings/test-email.ts'
import * as settingsTestS3 from './settings/test-s3.ts'
import * as settingsUpdate from './settings/update.ts'
import * as settingsValidate from './settings/validate.ts'
import * as sortGeneral from './sort/general.ts'
import * as valuesAutodate from './values/autodate.ts'
import * as valuesBool from './values/bool.ts'
import * as valuesCommon from './values/common.ts'
import * as valuesDate from './values/date.ts'
import * as valuesEditor from './values/editor.ts'
import * as valuesEmail from './values/email.ts'
import * as valuesFile from './values/file.ts'
import * as valuesGeopoint from './values/geopoint.ts'
import * as valuesJson from './values/json.ts'
import * as valuesNumber from './values/number.ts'
import * as valuesPassword from './values/password.ts'
import * as valuesRelation from './values/relation.ts'
import * as valuesSelect from './values/select.ts'
import * as valuesText from './values/text.ts'
import * as valuesUrl from './values/url.ts'

/** Every module of cases, one per section of the contract. */
const modules: readonly Readonly<Record<string, Case>>[] = [
  authAccount,
  authAlert,
  authCommon,
  authEmailChange,
  authExternal,
  authHeader,
  authImpersonate,
  authMail,
  authMethods,
  authMfa,
  authOtp,
  authPasswordReset,
  authPassword,
  authRefusalMatrix,
  authRefresh,
  authResponse,
  authSecrets,
  authSuperusers,
  authSystem,
  authToken,
  authVerification,
  backupsCreate,
  batchGeneral,
  cliInstaller,
  cliPublicDir,
  cliRoot,
  cliServe,
  cliShutdown,
  cliSuperuser,
  collectionsAccess,
  collectionsAuth,
  collectionsBody,
  collectionsCreate,
  collectionsDelete,
  collectionsFields,
  collectionsImport,
  collectionsIndexes,
  collectionsList,
  collectionsName,
  collectionsRules,
  collectionsScaffolds,
  collectionsSecrets,
  collectionsShape,
  collectionsSuperusers,
  collectionsSystem,
  collectionsTruncate,
  collectionsType,
  collectionsUpdate,
  collectionsUsers,
  collectionsView,
  cronsAuth,
  cronsList,
  cronsRun,
  expandGeneral,
  fieldsGeneral,
  filesDownload,
  filesLifecycle,
  filesNaming,
  filterAccess,
  filterBackrel,
  filterCollection,
  filterDate,
  filterError,
  filterField,
  filterFn,
  filterGeo,
  filterJson,
  filterLex,
  filterLimit,
  filterLiteral,
  filterMacro,
  filterModifier,
  filterNull,
  filterOp,
  filterParam,
  filterParse,
  filterRelation,
  filterRequest,
  filterSemantics,
  filterSimple,
  filterTiming,
  filterVectors,
  filterView,
  healthGeneral,
  httpAuth,
  httpBody,
  httpBodylimit,
  httpClient,
  httpCors,
  httpDashboard,
  httpError,
  httpFields,
  httpGuard,
  httpGzip,
  httpHeaders,
  httpHealth,
  httpLog,
  httpMessage,
  httpMultipart,
  httpProxy,
  httpRatelimit,
  httpResponse,
  httpRoute,
  httpServer,
  httpStatic,
  httpTarget,
  logsList,
  logsRequest,
  mailEffect,
  mailMessage,
  mailTransport,
  pageGeneral,
  realtimeConnect,
  realtimeEvents,
  realtimeSubscribe,
  recordsAuth,
  recordsBody,
  recordsCollection,
  recordsCreate,
  recordsDelete,
  recordsHttp,
  recordsList,
  recordsOrder,
  recordsRule,
  recordsShape,
  recordsSuperusers,
  recordsSystem,
  recordsUpdate,
  recordsView,
  rulesAuthRule,
  rulesCollection,
  rulesCreate,
  rulesDelete,
  rulesExpand,
  rulesGeneral,
  rulesList,
  rulesManageRule,
  rulesProtectedFile,
  rulesRelation,
  rulesRequest,
  rulesSave,
  rulesSemantics,
  rulesUpdate,
  rulesValue,
  rulesView,
  schemaAutodate,
  schemaBool,
  schemaColumn,
  schemaCommon,
  schemaDatadir,
  schemaDatadirMails,
  schemaDate,
  schemaEditor,
  schemaEmail,
  schemaFile,
  schemaGeopoint,
  schemaId,
  schemaJson,
  schemaMulti,
  schemaName,
  schemaNumber,
  schemaOptions,
  schemaPassword,
  schemaRelation,
  schemaSelect,
  schemaSystem,
  schemaText,
  schemaTypes,
  settingsAccess,
  settingsApple,
  settingsEffect,
  settingsList,
  settingsLockout,
  settingsStore,
  settingsTestEmail,
  settingsTestS3,
  settingsUpdate,
  settingsValidate,
  sortGeneral,
  valuesAutodate,
  valuesBool,
  valuesCommon,
  valuesDate,
  valuesEditor,
  valuesEmail,
  valuesFile,
  valuesGeopoint,
  valuesJson,
  valuesNumber,
  valuesPassword,
  valuesRelation,
  valuesSelect,
  valuesText,
  valuesUrl,
]

/** One case judges one requirement; a second one for the same id is refused. */
export const collectCases = (cases: readonly Case[]): readonly Case[] => {
  const seen = new Set<string>()
  for (const { id } of cases) {
    if (seen.has(id))
      throw new Error(`two cases judge "${id}"; make them one, or split the requirement`)
    seen.add(id)
  }
  return cases
}

/** All cases of the suite. */
export const registry = collectCases(modules.flatMap((module) => Object.values(module)))
