using System.CommandLine;
using Mnist.Engine.Augmenting;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Data;

/// <summary><c>mnist data</c>: finds or fetches the data, verifies and describes it, and shows some of it.</summary>
internal static class DataVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var (data, seed) = (Options.Data(), Options.Seed());
        var augment = Options.Of<string?>("--augment", "PLAN", "Show images as this plan changes them while training.");
        var photographs = Options.Of<string?>(
            "--photographs",
            "DIR",
            "Write pictures of test images as a camera might take them of paper, a folder for each class, to try `mnist predict` on.");
        var count = Options.Number("--count", (1, 10_000), "How many photographs.", () => 200);
        return around.Answering(
            new("data", "Finds or fetches the data, verifies and describes it, and shows some of it.")
            {
                data, augment, photographs, count, seed,
            },
            parsed => parsed.GetValue(photographs) is { } folder
                ? Photographs(parsed.GetValue(data), folder, parsed.GetValue(count), parsed.GetValue(seed), around)
                : Run(parsed.GetValue(data), parsed.GetValue(augment), parsed.GetValue(seed), around));
    }

    /// <summary>The answer.</summary>
    /// <param name="given">The value of --data.</param>
    /// <param name="augment">A plan whose augmentations are shown; null for the images as they are.</param>
    /// <param name="seed">Of the augmentations.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Reply Run(string? given, string? augment, long seed, HostEnvironment around) => Augmentations(augment).Match(
        valid: augmentations => DataSource.Load(given, around).Match(
            valid: data => Describe(data, augmentations, seed),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of))),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors));

    /// <summary>The answer where photographs are asked for.</summary>
    private static Reply Photographs(string? given, string folder, int count, long seed, HostEnvironment around) =>
        DataSource.Load(given, around).Match(
            valid: data => PhotographFolder.Write(data, folder, count, seed, around.Cancellation),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of)));

    /// <summary>The answer for data that was read.</summary>
    public static Reply Describe(DataSet data, ValueList<Augmentation> augmentations, long seed) => new(ExitCode.Done)
    {
        Text = DataReport.Of(data, Samples(data, augmentations, seed)),
        Json = () => JsonText.Write(DataDocument.Of(data), DataJson.Default.DataDocument),
    };

    private static Validation<ValueList<Augmentation>, ErrorMessage> Augmentations(string? plan) => plan is null
        ? Validation.Valid<ValueList<Augmentation>, ErrorMessage>([])
        : PlanSource.Load(plan).MapErrors(ErrorMessage.Of).Bind(Augmentations);

    /// <summary>The augmentations of a plan that may be executed, on whatever number of classes; others may hold nonsense.</summary>
    private static Validation<ValueList<Augmentation>, ErrorMessage> Augmentations(Plan plan)
    {
        var report = PlanChecker.Examine(plan, DataSpec.AnyClasses);
        return report.Runs ? plan.Training.Augmentations : report.Errors.Select(error => ErrorMessage.Of(error)).ToValueList();
    }

    /// <summary>
    /// The first image of each of some classes, in one row; where they are augmented, a row for each, with two epochs of it.
    /// </summary>
    private static ValueList<ValueList<Picture>> Samples(DataSet data, ValueList<Augmentation> augmentations, long seed)
    {
        const int Shown = 4, Epochs = 2;
        var (images, names) = (data.Training, data.Classes);
        var labels = images.Labels.ToArray();
        var firsts = labels.Distinct().Order().Take(Shown).Select(label => Array.IndexOf(labels, label));
        var augmenter = new Augmenter(augmentations, seed);
        return augmentations.Count == 0
            ? [firsts.Select(index => Sample(images, names, index, 0, augmenter)).ToValueList()]
            : firsts
                .Select(index => Enumerable
                    .Range(0, 1 + Epochs)
                    .Select(epoch => Sample(images, names, index, epoch, augmenter))
                    .ToValueList())
                .ToValueList();
    }

    private static Picture Sample(ImageSet images, ClassNames names, int index, int epoch, Augmenter augmenter)
    {
        var levels = images.Image(index).ToArray();
        if (epoch > 0)
            augmenter.Apply(images.Image(index), epoch, index, levels);
        return new($"{names[images.Labels[index]]}{(epoch == 0 ? "" : $" in epoch {epoch}")}", ImageSet.Side, [.. levels]);
    }
}
