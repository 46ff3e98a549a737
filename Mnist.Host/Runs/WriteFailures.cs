namespace Mnist.Host.Runs;

/// <summary>Collects what could not be written while a run trains: a full disk does not stop the training, it is told at the end.</summary>
internal sealed class WriteFailures
{
    private readonly List<RunDirectoryError> errors = [];

    /// <summary>The first error of each file.</summary>
    public ValueList<RunDirectoryError> PerFile => errors.DistinctBy(error => error.Path, StringComparer.Ordinal).ToValueList();

    /// <summary>Adds the outcome of one step.</summary>
    /// <param name="error">Null where it succeeded.</param>
    public void Add(RunDirectoryError? error)
    {
        if (error is not null)
            errors.Add(error);
    }
}
