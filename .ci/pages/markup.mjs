// Is the page valid HTML?
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // It is the incident's title, in full.
    'long-title': 'off',
  },
});

export async function valid(_browser, page) {
  const report = await validator.validateFile(page);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map((message) => `${message.line}:${message.column} ${message.message} (${message.ruleId})`);
}
