using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>How a run came to where it ended.</summary>
internal static class CurvesSection
{
    private const int Training = 1, HeldOut = 2;

    private static readonly ValueList<Column> Columns =
    [
        new("epoch", RightAligned: true),
        new("rate", RightAligned: true, Importance: 4),
        new("train loss", RightAligned: true),
        new("train %", RightAligned: true),
        new("loss", RightAligned: true),
        new("%", RightAligned: true),
        new("seconds", RightAligned: true, Importance: 3),
        new("images/s", RightAligned: true, Importance: 2),
    ];

    public static Html Of(ReportedRun run) => run.Record.Epochs.Count == 0
        ? PageParts.Section("Course of the training", PageParts.Paragraph("No epoch was finished."))
        : PageParts.Section(
            "Course of the training",
            Html.Of($"""<div class="charts">{Course(run.Record)}{Rate(run.Run.Plan)}</div>"""),
            PageParts.Details("The epochs as numbers", BlockHtml.Table(
                "Training figures are measured while training, on augmented images", Columns, run.Record.Epochs.Select(Row))));

    /// <summary>Accuracy and loss side by side.</summary>
    /// <param name="record">With at least one epoch.</param>
    public static Html Charts(RunRecord record) => Html.Of($"""<div class="charts">{Course(record)}</div>""");

    /// <summary>None of a single epoch: a point is no course.</summary>
    private static Html Course(RunRecord record) =>
        record.Epochs.Count < 2 ? Html.Empty : Html.Of($"{Accuracy(record)}{Loss(record)}");

    /// <summary>The target's accuracy as a level of a chart of errors.</summary>
    public static Level? TargetLevel(Plan plan, int images) => plan.Target.Accuracy is { } accuracy
        ? new(Axes.Error(accuracy, images), $"target {accuracy.Exact()} %")
        : null;

    /// <summary>The epochs that the target looks at.</summary>
    public static Stretch LastEpochs(Plan plan, int epochs)
    {
        var count = Math.Min(plan.Target.LastEpochs, epochs);
        return new(epochs - count + 0.5, epochs + 0.5, $"the last {count.Of("epoch")}");
    }

    private static Html Accuracy(RunRecord record)
    {
        var (name, level) = (record.Data.HeldOut.Name(), TargetLevel(record.Plan, record.Data.HeldOutImages));
        var train = Points(record, e => Axes.Error(e.Train.Percent, e.Train.Total));
        var test = Points(record, e => Axes.Error(e.HeldOut.Percent, e.HeldOut.Total));
        var chart = new LineChart(
            "Accuracy after each epoch",
            Axes.Epochs(record.Epochs.Count),
            Axes.Accuracy([.. train.Select(p => p.Y), .. test.Select(p => p.Y), .. level is null ? [] : new[] { level.Y }]),
            [new("training", Training, train), new(name, HeldOut, test)])
        {
            Level = level,
            Stretch = LastEpochs(record.Plan, record.Epochs.Count),
        };
        return PageParts.Figure(chart, [("training, as seen while training", Training), (name, HeldOut)]);
    }

    private static Html Loss(RunRecord record)
    {
        var name = record.Data.HeldOut.Name();
        var (train, test) = (Points(record, e => e.TrainLoss), Points(record, e => e.HeldOutLoss));
        var chart = new LineChart(
            "Loss after each epoch",
            Axes.Epochs(record.Epochs.Count),
            Axes.Loss([.. train.Select(p => p.Y), .. test.Select(p => p.Y)]),
            [new("training", Training, train), new(name, HeldOut, test)])
        {
            Stretch = LastEpochs(record.Plan, record.Epochs.Count),
        };
        return PageParts.Figure(chart, [("training, as seen while training", Training), (name, HeldOut)]);
    }

    /// <summary>The schedule as it was planned, at some of its steps.</summary>
    private static Html Rate(CheckedPlan plan)
    {
        const int MostPoints = 300, Colour = 3;
        var steps = (long)plan.StepsPerEpoch * plan.Plan.Training.Epochs;
        var points = Math.Min(steps, MostPoints);
        var rates = Enumerable.Range(0, (int)points)
            .Select(i => points == 1 ? 0 : i * (steps - 1) / (points - 1))
            .Select(step => ((double)step / plan.StepsPerEpoch, ScheduleCalculator.At(
                plan.Plan.Training, step, plan.StepsPerEpoch).LearningRate))
            .ToValueList();
        var chart = new LineChart(
            "Learning rate over the whole plan",
            new(
                "epochs done",
                Scale.Around([0, plan.Plan.Training.Epochs], margin: 0.02),
                x => $"{x:G4}",
                x => $"after {x:F2} epochs",
                LeastStep: 1),
            Axes.LearningRate(rates.Select(r => r.LearningRate)),
            [new("rate", Colour, rates)]);
        return PageParts.Figure(chart, [("learning rate", Colour)]);
    }

    private static ValueList<(double X, double Y)> Points(RunRecord record, Func<EpochResult, double> figure) =>
        record.Epochs.Select(e => ((double)e.Epoch, figure(e))).ToValueList();

    private static ValueList<Html> Row(EpochResult e) =>
    [
        Html.Of($"{e.Epoch}"),
        Html.Text($"{e.LearningRate:G4}"),
        Html.Text($"{e.TrainLoss:F4}"),
        Html.Text($"{e.Train.Percent:F2}"),
        Html.Text($"{e.HeldOutLoss:F4}"),
        Html.Text($"{e.HeldOut.Percent:F2}"),
        Html.Text($"{e.Seconds:F1}"),
        Html.Text($"{e.ImagesPerSecond:N0}"),
    ];
}
