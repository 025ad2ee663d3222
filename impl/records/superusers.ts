/** The collection of superusers; its records may do everything. */
export const superusers = '_superusers'

/** The superuser that stands in while there is no other (auth.superusers.installer-account). */
export const installerEmail = '__pbinstaller@example.com'
