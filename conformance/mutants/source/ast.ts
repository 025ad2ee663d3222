import ts from 'typescript'

/** One small change of a source text. */
export interface Edit {
  /** What is written instead of what, in one line. */
  readonly says: string
  /** `line:column`, both from 1. */
  readonly at: string
  readonly start: number
  readonly end: number
  readonly text: string
}

const swapped: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '+',
}

/**
 * Every small mistake that the syntax tree of a TypeScript file offers: another operator, a condition turned round, another number,
 * boolean or text, a statement left out. Types, imports and error texts for programmers are left alone: no request sees them.
 */
export const editsOf = (fileName: string, source: string): readonly Edit[] => {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true)
  const edits: Edit[] = []
  const add = (node: ts.Node, text: string): void => {
    const start = node.getStart(file)
    const end = node.getEnd()
    const { line, character } = file.getLineAndCharacterOfPosition(start)
    const says = `${oneLine(source.slice(start, end))} -> ${oneLine(text) || 'nothing'}`
    edits.push({ says, at: `${line + 1}:${character + 1}`, start, end, text })
  }
  const visit = (node: ts.Node): void => {
    if (isOutOfSight(node)) return
    offer(node, add, file)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return edits
}

export const applyEdit = (source: string, { start, end, text }: Edit): string =>
  source.slice(0, start) + text + source.slice(end)

const shownLength = 60

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= shownLength ? line : `${line.slice(0, shownLength)}…`
}

const isOutOfSight = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  (ts.isThrowStatement(node) && /new (?:Type|Range)?Error\(/.test(node.getText())) ||
  (ts.isSatisfiesExpression(node) && node.type.kind === ts.SyntaxKind.NeverKeyword)

const offer = (
  node: ts.Node,
  add: (node: ts.Node, text: string) => void,
  file: ts.SourceFile,
): void => {
  if (ts.isBinaryExpression(node)) {
    const other = swapped[node.operatorToken.getText(file)]
    if (other !== undefined) add(node.operatorToken, other)
    if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
      add(node, node.right.getText(file))
  } else if (ts.isIfStatement(node)) {
    add(node.expression, `!(${node.expression.getText(file)})`)
  } else if (ts.isConditionalExpression(node)) {
    add(node.condition, `!(${node.condition.getText(file)})`)
  } else if (node.kind === ts.SyntaxKind.TrueKeyword) {
    add(node, 'false')
  } else if (node.kind === ts.SyntaxKind.FalseKeyword) {
    add(node, 'true')
  } else if (ts.isNumericLiteral(node)) {
    add(node, `(${node.text} + 1)`)
  } else if (ts.isStringLiteral(node) && isValue(node)) {
    add(node, node.text === '' ? "'x'" : "''")
  } else if (ts.isExpressionStatement(node)) {
    add(node, '')
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    add(node, node.operand.getText(file))
  }
}

/** A text that is computed with, and not a key, a tag of a union or the name of a module. */
const isValue = ({ parent }: ts.StringLiteral): boolean =>
  ts.isReturnStatement(parent) ||
  ts.isConditionalExpression(parent) ||
  ts.isArrayLiteralExpression(parent) ||
  ts.isCallExpression(parent) ||
  ts.isVariableDeclaration(parent) ||
  ts.isArrowFunction(parent)
