/** Digits and the power of ten of the first: 1234.5 is `12345`, 3. The shortest that read back as the same number. */
const digitsOf = (value: number): { readonly digits: string; readonly power: number } => {
  const [mantissa = '', power] = Math.abs(value).toExponential().split('e')
  return { digits: mantissa.replace('.', ''), power: Number(power) }
}

const signOf = (value: number): string => (value < 0 || Object.is(value, -0) ? '-' : '')

/** Plain decimal without exponent: `-0`, `0.0000001`, `100000000000000000000000`. */
export const decimalText = (value: number): string => {
  if (!Number.isFinite(value)) return String(value)
  const { digits, power } = digitsOf(value)
  const sign = signOf(value)
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0')
  const places = digits.slice(power + 1)
  return `${sign}${whole}${places === '' ? '' : `.${places}`}`
}

/** A float as Go prints one: below 1e-4 and from 1e6 on with an exponent, of two digits at least. */
export const floatText = (value: number): string => {
  const { digits, power } = digitsOf(value)
  if (power >= -4 && power < 6) return decimalText(value)
  const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits
  const exponent = String(Math.abs(power)).padStart(2, '0')
  return `${signOf(value)}${mantissa}e${power < 0 ? '-' : '+'}${exponent}`
}

/** With six places, however large. */
export const fixedText = (value: number): string =>
  // Above 1e21 `toFixed` falls back to an exponent; such numbers are whole.
  Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`
