using Mnist.Engine.Simd;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Plans;

namespace Mnist.Host.Pages.Sections;

/// <summary>Plans two by two: what differs in them, and which images only one of them reads.</summary>
internal static class PairsSection
{
    /// <summary>Of more plans each is compared with the first one only.</summary>
    private const int MostPlansPaired = 8;

    /// <summary>Part of a page that compares plans image by image, and of no other.</summary>
    public const string Mark = "Images that only one of two networks reads";

    /// <summary>More differences are shown to those who ask for them.</summary>
    private const int MostOpen = 4;

    private static readonly ValueList<Column> Columns =
    [
        new("plan"),
        new("against"),
        new("only it reads", RightAligned: true),
        new("only the other", RightAligned: true),
        new("p", RightAligned: true),
    ];

    public static Html Of(ValueList<PlanGroup> groups, TrainingData? images) => groups.Count < 2
        ? Html.Empty
        : PageParts.Section(
            "Plan against plan",
            [
                images is null
                    ? BlockHtml.Line(new("The runs' images are not at hand: the plans are not compared image by image.", Tone.Muted))
                    : BlockHtml.Table(
                        $"{Mark} correctly; of each plan the network of its median seed. p (McNemar's test): how probable so large "
                            + "a difference is between two equally good networks",
                        Columns,
                        Pairs(groups, images)),
                .. groups.Skip(1).Select(group => Difference(groups[0], group)),
            ]);

    private static IEnumerable<ValueList<Html>> Pairs(ValueList<PlanGroup> groups, TrainingData images)
    {
        var read = groups
            .Where(group => group.Median is not null)
            .Select(group => (Group: group, Right: Right(group.Median!.Run, images)))
            .ToList();
        return
            from first in Enumerable.Range(0, read.Count)
            from second in Enumerable.Range(first + 1, read.Count - first - 1)
            where first == 0 || read.Count <= MostPlansPaired
            let test = McNemarTest.Of(read[first].Right, read[second].Right)
            select (ValueList<Html>)
            [
                read[second].Group.Named,
                read[first].Group.Named,
                Html.Text(test.OnlySecond.Grouped()),
                Html.Text(test.OnlyFirst.Grouped()),
                Html.Text(test.PValue.Probability()),
            ];
    }

    /// <summary>Whether a network reads each of the images held out.</summary>
    private static bool[] Right(Runs.TrainedRun run, TrainingData images)
    {
        using var network = run.Network(new SimdBackend(), Environment.ProcessorCount);
        var predictions = Predictions.Of(network, images.HeldOut, run.Plan);
        return [.. Enumerable.Range(0, images.HeldOut.Count).Select(i => predictions.Class(i) == images.HeldOut.Labels[i])];
    }

    private static Html Difference(PlanGroup before, PlanGroup after)
    {
        var difference = PlanDifference.Between(before.Plan.Plan, after.Plan.Plan);
        var sentences = difference.IsEmpty ? ["No difference but for name and description."] : difference.Sentences.ToList();
        var heading = $"{after.Name} against {before.Name}";
        var list = Html.Of($"<ul>{sentences.Lines("difference", sentence => sentence).Select(line => Html.Of($"<li>{line}</li>"))}</ul>");
        return sentences.Count > MostOpen
            ? PageParts.Details($"{heading}: {sentences.Count.Of("difference")}", list)
            : Html.Of($"<h3>{heading}</h3>{list}");
    }
}
