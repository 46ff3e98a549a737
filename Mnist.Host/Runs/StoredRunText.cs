using Mnist.Host.Plans;
using Mnist.Host.Wording;

namespace Mnist.Host.Runs;

/// <summary>One sentence for each <see cref="StoredRunError"/>.</summary>
internal static class StoredRunText
{
    public static string Sentence(this StoredRunError error) => error.Match(new StoredRunError.Cases<string>(
        BadFile: e => Sentence(e.Path, e.Error),
        BadPlan: e => $"{e.Path}: {e.Error.Sentence()}",
        BadRecord: e => $"{e.Path}: is no record of a run: {e.Error.Sentence("the record")}",
        OtherVersion: e =>
            $"{e.Path}: written in version {e.Version} of the format; this program reads version {RecordDocument.CurrentVersion}.",
        OutOfRange: e => $"{e.Path}: {e.Where} is {e.Value.Exact()}, which no run gives: {Range(e.Least, e.Most)}; the file was changed.",
        UnknownWord: e => $"{e.Path}: {e.Where} is '{e.Value}', which no run writes: it is {e.Known}; the file was changed.",
        OtherPlan: e => $"{e.Path}: plan.json is not the plan that record.json tells of; one of them was changed.",
        OtherCounts: e =>
            $"{e.Path}: its data has {e.Training.Of("image")} to train on and {e.HeldOut.Grouped()} held out; the file was changed.",
        MissingEpochs: e =>
            $"{e.Path}: says that the run has ended, and tells of {e.Told.Grouped()} of its {e.Planned.Of("epoch")}; it was changed.",
        Unfinished: e => $"{e.Path}: the run did not end; resume it first: {Product.Command} train --resume {e.Path}",
        RejectedPlan: e => e.Error.Message().Sentence,
        MissingWeights: e => $"there is no file '{e.Path}': the run did not end, or its weights were taken away.",
        UnreadableWeights: e => $"'{e.Path}' cannot be read: {e.Cause}",
        BadWeights: e => e.Error.Sentence(e.Path),
        OtherWeights: e => $"'{e.Path}' does not hold the weights that record.json tells of; {(e.Ended
            ? "one of them was changed."
            : $"the run has not ended; resume it: {Product.Command} train --resume {Path.GetDirectoryName(e.Path)}")}"));

    private static string Range(double least, double most) => double.IsPositiveInfinity(most)
        ? $"it is at least {least.Exact()}"
        : $"it is {least.Exact()} to {most.Exact()}";

    private static string Sentence(string path, FileError error) => error.Match(new FileError.Cases<string>(
        Missing: _ => $"there is no file '{path}'; name a folder that `{Product.Command} train` made, in which a run had begun.",
        IsDirectory: _ => $"'{path}' is a folder, and a file is needed; name a folder that `{Product.Command} train` made.",
        Unreadable: e => $"'{path}' cannot be read: {e.Reason}",
        TooLarge: e => $"'{path}' is larger than {((long)e.Limit).Bytes()}, which no file of this name is that "
            + $"`{Product.Command} train` wrote.",
        NotUtf8: e => $"'{path}' is not UTF-8 text at {e.At}; the file is damaged.",
        Empty: _ => $"'{path}' is empty; the file is damaged."));
}
