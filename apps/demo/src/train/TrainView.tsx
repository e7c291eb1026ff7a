export function TrainView() {
  return (
    <>
      <h1>Train</h1>
      <p class="lead">This view is being built. Until then, `textcam` does it from the command line.</p>
    </>
  );
}
