export function ExplainView() {
  return <h1>Why does the model say that?</h1>;
}
