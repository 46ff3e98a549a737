using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>Remembers what a run directory would not take: a full disk does not stop the training, it is told at the end.</summary>
internal sealed class RunKeeper
{
    private readonly List<Complaint> complaints = [];

    /// <summary>What could not be written.</summary>
    public ValueList<Complaint> Complaints => [.. complaints];

    /// <summary>Takes note of one file.</summary>
    /// <param name="error">Null where it was written.</param>
    public void Keep(RunDirectoryError? error)
    {
        if (error is not null && complaints.TrueForAll(c => c.Where != error.Path))
            complaints.Add(Complaint.Of(error));
    }
}
