import { Box } from 'ink';
import { Note } from '../../components/message.js';
import { Pane } from '../../components/pane.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import type { Form, FormField, FormPurpose } from '../../store/dialogs.js';
import { symbols } from '../../theme/symbols.js';

/** Fields under each other. Of a hidden one only its length is told. */
export function FormPane({ rect, form }: { rect: Rect; form: Form }) {
  return (
    <Pane rect={rect} title={[{ text: form.title, token: 'title' }]} isFocused>
      {form.fields.map((field, index) => (
        <Box key={field.id} height={1} flexShrink={0}>
          <Span text={index === form.current ? symbols.selected : ' '} token="focus" />
          <Box width={12} flexShrink={0}>
            <Span text={field.label} token="secondary" />
          </Box>
          <Span text={fieldWords(field, index === form.current)} />
        </Box>
      ))}
      <Box height={1} flexShrink={0} />
      <Note lines={[...notes[form.purpose.kind], `$ ${form.command}`]} width={rect.width - 2} />
    </Pane>
  );
}

const notes: Record<FormPurpose['kind'], readonly string[]> = {
  secret: ['The value is not shown. A paste goes into the field as it is.'],
  invoke: ['may: read-only, workspace-write or full, in the folder that aim was started in.'],
};

function fieldWords({ text, isHidden }: FormField, isCurrent: boolean): string {
  const cursor = isCurrent ? '_' : '';
  if (!isHidden) return `${text}${cursor}`;
  return text === '' ? cursor : `(${[...text].length} characters, not shown)${cursor}`;
}
