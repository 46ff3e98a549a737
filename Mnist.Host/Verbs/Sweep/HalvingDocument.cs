using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>
/// How plans were chosen on the way, round by round as far as they are decided; what is left has figures that are optimistic, since they
/// chose it, and all the more where the test images did.
/// </summary>
internal sealed record HalvingDocument(
    int Rounds, IReadOnlyList<RoundDocument> Decided, IReadOnlyList<string> Left, bool IsOver, bool ChosenOnTest)
{
    public static HalvingDocument Of(SweepHalving halving) => new(
        halving.State.Rounds.Count,
        [.. halving.State.Decided.Select(decision => new RoundDocument(
            halving.Seeds(decision.Round),
            [.. decision.Standings.Select(plan => new StandingDocument(halving.Label(plan.Plan), plan.Mean, plan.Kept))]))],
        [.. halving.State.Left.Select(halving.Label)],
        halving.State.IsOver,
        halving.ChoosesOnTest);
}

/// <summary>A round; the seeds are all that its plans have run with, those of earlier rounds too.</summary>
internal sealed record RoundDocument(IReadOnlyList<long> Seeds, IReadOnlyList<StandingDocument> Plans);

/// <summary>A plan by its label, what it was judged by in percent, and whether it went on or was left at the end.</summary>
internal sealed record StandingDocument(string Plan, double Mean, bool Kept);
