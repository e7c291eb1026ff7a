export function CorpusView() {
  return (
    <>
      <h1>Corpus</h1>
      <p class="lead">This view is being built. Until then, `textcam` does it from the command line.</p>
    </>
  );
}
