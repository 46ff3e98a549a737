using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;

namespace Mnist.Domain.Checking;

/// <summary>Everything that pure calculation can say of a plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Data">The data it was checked for.</param>
/// <param name="Errors">Everything that is wrong, at once.</param>
/// <param name="Warnings">What runs but may not be meant.</param>
/// <param name="Summary">The network; null where its layers do not fit together.</param>
public sealed record PlanReport(Plan Plan, DataSpec Data, ValueList<PlanError> Errors, ValueList<PlanWarning> Warnings, Summary? Summary)
{
    /// <summary>Whether the plan could be executed, whatever its target.</summary>
    public bool Runs => Errors.All(e => e.ConcernsTarget);

    /// <summary>The layer that has to fit before those behind it can be checked; null where all were, or fields are out of range.</summary>
    public string? Hiding => Errors.OfType<PlanError.Network>().Select(error => error.Error.Hiding).LastOrDefault() is { } path
        && Plan.Architecture.AllLayers.Last().Path is var last && last != path && !last.StartsWith($"{path}.", StringComparison.Ordinal)
            ? path
            : null;

    /// <summary>Whether nothing that is known before a run stands against the target.</summary>
    public bool MayMeetTarget => !Errors.Any(e => e.ConcernsTarget);
}
