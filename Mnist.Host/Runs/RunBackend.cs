namespace Mnist.Host.Runs;

/// <summary>The backend that a command asks for.</summary>
internal static class RunBackend
{
    /// <summary>A backend that can compute here, or why there is none.</summary>
    /// <param name="name">Value of --backend.</param>
    public static Validation<BackendChoice.Chosen, RunError> Choose(string name) =>
        BackendCatalog.Choose(name).Match<Validation<BackendChoice.Chosen, RunError>>(new(
            Chosen: choice => choice,
            Unusable: choice => new RunError.NoBackend(choice.Entry),
            Unknown: choice => new RunError.UnknownBackend(choice.Name)));
}
