namespace Mnist.Host.Runs;

/// <summary>Holds a record that was read against what runs can give, so that nothing behind it has to expect a changed file.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="plan">The plan beside it.</param>
internal sealed class RecordRules(string path, Plan plan)
{
    private const double None = double.PositiveInfinity;

    /// <summary>Every reason why no run can have written this.</summary>
    /// <param name="record">It keeps to its contract: nothing is null.</param>
    public ValueList<StoredRunError> Check(RecordDocument record) =>
    [
        .. Within("data.trainingImages", record.Data.TrainingImages, 1),
        .. Within("data.heldOutImages", record.Data.HeldOutImages, 1),
        .. HeldOut(record.Data.HeldOut),
        .. record.Data.Classes is { } classes ? Classes(classes.ToValueList()) : [],
        .. Within("data.firstLabel", record.Data.FirstLabel ?? 0, 0, 1),
        .. record.Data.NamesFrom is { } source && !DataRecordDocument.NameSources.Contains(source, StringComparer.Ordinal)
            ? [new StoredRunError.UnknownWord(path, "data.namesFrom", source, DataRecordDocument.NameSources.Or())]
            : Array.Empty<StoredRunError>(),
        .. Within("execution.threads", record.Execution.Threads, 1),
        .. Within("execution.seconds", record.Execution.Seconds, 0),
        .. Within("the number of epochs", record.Epochs.Count, 0, plan.Training.Epochs),
        .. record.Epochs.SelectMany((epoch, i) => Epoch($"epochs.{i}", epoch, i + 1, record.Data)),
        .. record.Time is { } time ? Time(time.Predicted) : [],
        .. record.OwnLength is { } own ? Length(own) : [],
    ];

    private StoredRunError[] HeldOut(string split) => split is RecordDocument.Test or RecordDocument.Validation
        ? []
        : [new StoredRunError.UnknownWord(path, "data.heldOut", split, $"{RecordDocument.Test} or {RecordDocument.Validation}")];

    private IEnumerable<StoredRunError> Classes(ValueList<string> names) =>
    [
        .. Within("the number of classes", names.Count, ClassNames.Fewest, ClassNames.Most),
        .. ClassNames.Of(names).Match<IEnumerable<StoredRunError>>(
            valid: _ => [],
            invalid: errors => errors.Select(error => new StoredRunError.UnknownWord(
                path,
                $"data.classes.{error.Index}",
                error.Name,
                $"a name of at most {ClassNames.MostCharacters} characters, of no other class"))),
    ];

    private IEnumerable<StoredRunError> Epoch(string where, EpochRecordDocument epoch, int number, DataRecordDocument data) =>
    [
        .. Within($"{where}.epoch", epoch.Epoch, number, number),
        .. Within($"{where}.trainTotal", epoch.TrainTotal, data.TrainingImages, data.TrainingImages),
        .. Within($"{where}.trainCorrect", epoch.TrainCorrect, 0, epoch.TrainTotal),
        .. Within($"{where}.testTotal", epoch.TestTotal, data.HeldOutImages, data.HeldOutImages),
        .. Within($"{where}.testCorrect", epoch.TestCorrect, 0, epoch.TestTotal),
        .. Within($"{where}.seconds", epoch.Seconds, 0),
        .. Within($"{where}.imagesPerSecond", epoch.ImagesPerSecond, 0),
    ];

    private IEnumerable<StoredRunError> Time(TimeEstimateDocument predicted) =>
    [
        .. Within("time.predicted.secondsPerEpoch", predicted.SecondsPerEpoch, 0),
        .. Within("time.predicted.threads", predicted.Threads, 1),
        .. Within("time.predicted.gflopsAThread", predicted.GflopsAThread, 0),
        .. Within("time.predicted.gigabytesAThread", predicted.GigabytesAThread, 0),
    ];

    private IEnumerable<StoredRunError> Length(PlanLength own) =>
    [
        .. Within("ownLength.epochs", own.Epochs, 1),
        .. Within("ownLength.lastEpochs", own.LastEpochs, 1),
        .. Within("ownLength.maxEpochs", own.MaxEpochs ?? 1, 1),
    ];

    private IEnumerable<StoredRunError> Within(string where, double value, double least, double most = None) =>
        value >= least && value <= most ? [] : [new StoredRunError.OutOfRange(path, where, value, least, most)];
}
