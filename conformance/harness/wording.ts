/** What servers say in many areas. Written out and not taken from the catalogue in `spec`, which the reference server reads, too. */

export const validating = 'An error occurred while validating the submitted data.'
export const loading = 'An error occurred while loading the submitted data.'

export const blank = { code: 'validation_required', message: 'Cannot be blank.' }
export const notEmail = { code: 'validation_is_email', message: 'Must be a valid email address.' }
export const notUnique = { code: 'validation_not_unique', message: 'Value must be unique.' }

export const lengthBetween = (min: number, max: number) => ({
  code: 'validation_length_out_of_range',
  message: `The length must be between ${min} and ${max}.`,
  params: { max, min },
})
