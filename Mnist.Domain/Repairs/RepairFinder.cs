using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;

namespace Mnist.Domain.Repairs;

/// <summary>Finds the smallest edits that meet the budgets of a plan.</summary>
public static class RepairFinder
{
    /// <summary>Most rows of network summaries that a search calculates: more than enough for any network that can be trained.</summary>
    private const long MostWork = 200_000;

    /// <summary>Values between the largest known to fit and the smallest known not to that are tried one by one.</summary>
    private const int MostGaps = 100;

    /// <summary>For each layer the most filters or units that fit, and the largest common scale that fits; smallest change first.</summary>
    /// <remarks>
    /// Every edit was put together and checked: what it gives can be executed. The layer that makes the logits keeps an output for each
    /// class. Counts grow with each width, so halving the interval finds the largest; grouped convolutions, where some widths do not
    /// divide, and a device's arena, which can be smaller for larger buffers that lie better, may leave a larger one unfound. The dearest
    /// layers are tried first.
    /// </remarks>
    /// <param name="report">Of a plan that can be executed and is over a budget; any other gives no repair.</param>
    public static RepairSearch Find(PlanReport report)
    {
        var over = report.Errors.OfType<PlanError.OverBudget>().Select(error => error.Quantity).ToHashSet();
        if (!report.Runs || over.Count == 0 || report.Summary is not { } summary)
            return RepairSearch.Empty;

        var (net, target) = (report.Plan.Architecture, report.Plan.Target);
        var layers = summary.Layers.Where(l => Widths.Of(l.Layer.Layer) is not null).ToValueList();
        var logits = layers[^1].Layer;
        var work = 0L;
        var found = new List<BudgetRepair?> { Scale() };
        var dearest = layers.OrderByDescending(l => l.Parameters.Trainable).Select(l => l.Layer).ToList();
        var tried = 0;
        while (tried < dearest.Count && HasWorkLeft())
            found.Add(Narrow(dearest[tried++]));
        return new(
            found.OfType<BudgetRepair>().OrderBy(repair => repair.Removed).ThenByDescending(repair => repair.Parameters).ToValueList(),
            dearest.Count - tried);

        bool HasWorkLeft() => work < MostWork;

        BudgetRepair.Scale? Scale() =>
            Largest(1, 99, percent => Try(Widths.Scale(net, logits.Path, percent))) is (var percent, var network)
                ? new(percent, logits, network, Widths.Total(net) - Widths.Total(network.Architecture))
                : null;

        BudgetRepair.Narrow? Narrow(PlacedLayer at) =>
            Widths.Of(at.Layer) is { } from
            && Largest(at == logits ? report.Data.Classes.Count : 1, from - 1, to => Try(Widths.Change(net, at.Path, from, to)))
                is (var to, var network)
                ? new(at, from, to, network)
                : null;

        Trial? Try(Architecture architecture)
        {
            if (!HasWorkLeft())
                return null;
            work += summary.Layers.Count;
            return Summarizer.Summarize(architecture).Match(
                valid: changed => PlanChecker.Network(changed, report.Plan.Training, report.Data).Any()
                    ? Trial.CannotRun
                    : Judge(architecture, changed),
                invalid: _ => Trial.CannotRun);
        }

        Trial Judge(Architecture architecture, Summary changed)
        {
            var budgets = TargetRules.OfNetwork(target, changed).ToList();
            if (budgets.Exists(budget => budget.IsExceeded))
                return Trial.TooLarge;
            work += TargetRules.DeviceWork(target, summary);
            var device = TargetRules.OnDevice(target, architecture, changed)?.ToList();
            return device is not null && !device.Exists(budget => budget.IsExceeded)
                ? new(Outcome.Fits, new(
                    architecture,
                    LayerEdit.Between(net, architecture),
                    changed.Parameters.Trainable,
                    [.. budgets.Concat(device).Where(b => over.Contains(b.Quantity)).Select(b => (b.Quantity, b.Actual))]))
                : Trial.TooLarge;
        }
    }

    /// <summary>The largest number that fits, in all that could be tried; null where none was found.</summary>
    /// <param name="low">Smallest number.</param>
    /// <param name="high">Largest number.</param>
    /// <param name="attempt">Tries a number; null where there is no work left.</param>
    private static (int Number, FittingNetwork Network)? Largest(int low, int high, Func<int, Trial?> attempt)
    {
        (int Number, FittingNetwork Network)? best = null;
        var (least, tooLarge) = (low, high + 1);
        while (low <= high && attempt(low + ((high - low) / 2)) is { } trial)
        {
            var middle = low + ((high - low) / 2);
            if (trial.Network is { } network)
                (best, low) = ((middle, network), middle + 1);
            else
                (tooLarge, high) = (trial.Outcome == Outcome.TooLarge ? middle : tooLarge, middle - 1);
        }

        // Numbers that could not run were taken for too large; some of those above them may do.
        var (first, last) = (tooLarge - 1, Math.Max(best?.Number + 1 ?? least, tooLarge - MostGaps));
        for (var number = first; number >= last; number--)
        {
            if (attempt(number)?.Network is { } network)
                return (number, network);
        }

        return best;
    }

    /// <summary>What came of an edit.</summary>
    /// <param name="Outcome">Whether it fits.</param>
    /// <param name="Network">The network where it does, else null.</param>
    private sealed record Trial(Outcome Outcome, FittingNetwork? Network)
    {
        public static Trial TooLarge { get; } = new(Outcome.TooLarge, null);

        public static Trial CannotRun { get; } = new(Outcome.CannotRun, null);
    }

    private enum Outcome
    {
        Fits,
        TooLarge,
        CannotRun,
    }
}
