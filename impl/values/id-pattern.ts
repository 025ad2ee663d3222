/** Of ids unless a collection has another one: such ids need no check of their own at the store. */
export const defaultIdPattern = '^[a-z0-9]+$'
