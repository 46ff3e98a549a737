using Mnist.Domain.Values;
using Mnist.Engine.Runs;

namespace Mnist.Host.Runs;

/// <summary>Remembers what a run directory would not take: a full disk does not stop the training, it is told at the end.</summary>
internal sealed class RunKeeper
{
    private readonly List<RunDirectoryError> errors = [];

    /// <summary>What could not be done, each file once.</summary>
    public ValueList<RunDirectoryError> Refusals => errors.DistinctBy(error => error.Path, StringComparer.Ordinal).ToValueList();

    /// <summary>Takes note of one step.</summary>
    /// <param name="error">Null where it was done.</param>
    public void Keep(RunDirectoryError? error)
    {
        if (error is not null)
            errors.Add(error);
    }
}
