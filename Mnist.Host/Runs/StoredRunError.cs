using Mnist.Host.Plans;

namespace Mnist.Host.Runs;

/// <summary>Why a run that was kept cannot be used.</summary>
internal abstract record StoredRunError
{
    private StoredRunError(string path) => Path = path;

    /// <summary>The file or folder to blame.</summary>
    public string Path { get; }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<BadFile, T> BadFile,
        Func<BadPlan, T> BadPlan,
        Func<BadRecord, T> BadRecord,
        Func<OtherVersion, T> OtherVersion,
        Func<OutOfRange, T> OutOfRange,
        Func<UnknownWord, T> UnknownWord,
        Func<OtherPlan, T> OtherPlan,
        Func<OtherCounts, T> OtherCounts,
        Func<MissingEpochs, T> MissingEpochs,
        Func<Unfinished, T> Unfinished,
        Func<RejectedPlan, T> RejectedPlan,
        Func<MissingWeights, T> MissingWeights,
        Func<UnreadableWeights, T> UnreadableWeights,
        Func<BadWeights, T> BadWeights,
        Func<OtherWeights, T> OtherWeights);

    /// <summary>A file without text.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadFile(string Path, FileError Error) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.BadFile(this);
    }

    /// <summary>plan.json is no plan.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadPlan(string Path, DocumentError Error) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.BadPlan(this);
    }

    /// <summary>record.json is no record.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadRecord(string Path, DocumentError Error) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.BadRecord(this);
    }

    /// <summary>A record in a version of the format that this program does not read.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Version">The version it names.</param>
    internal sealed record OtherVersion(string Path, int Version) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.OtherVersion(this);
    }

    /// <summary>A number in the record that no run can give.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Where">Its place in the record, such as "epochs.1.trainCorrect".</param>
    /// <param name="Value">What it is.</param>
    /// <param name="Least">The least it can be.</param>
    /// <param name="Most">The most it can be.</param>
    internal sealed record OutOfRange(string Path, string Where, double Value, double Least, double Most) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.OutOfRange(this);
    }

    /// <summary>A word in the record that is not one of those it may be.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Where">Its place in the record.</param>
    /// <param name="Value">The word.</param>
    /// <param name="Known">What it may be.</param>
    internal sealed record UnknownWord(string Path, string Where, string Value, string Known) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.UnknownWord(this);
    }

    /// <summary>plan.json and record.json do not belong together.</summary>
    /// <param name="Path">The directory.</param>
    internal sealed record OtherPlan(string Path) : StoredRunError(Path) { public override T Match<T>(Cases<T> on) => on.OtherPlan(this); }

    /// <summary>A record that tells of the data at hand, and not of as many images as it has.</summary>
    /// <param name="Path">The record.</param>
    /// <param name="Training">Images to train on.</param>
    /// <param name="HeldOut">Images held out.</param>
    internal sealed record OtherCounts(string Path, int Training, int HeldOut) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.OtherCounts(this);
    }

    /// <summary>A record that says the run has ended and does not tell of every epoch.</summary>
    /// <param name="Path">The record.</param>
    /// <param name="Told">Epochs it tells of.</param>
    /// <param name="Planned">Epochs of the plan.</param>
    internal sealed record MissingEpochs(string Path, int Told, int Planned) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.MissingEpochs(this);
    }

    /// <summary>A run that did not end, where one that has ended is needed.</summary>
    /// <param name="Path">The directory.</param>
    internal sealed record Unfinished(string Path) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.Unfinished(this);
    }

    /// <summary>plan.json holds a plan that no run can have executed.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">What stands against it.</param>
    internal sealed record RejectedPlan(string Path, PlanError Error) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.RejectedPlan(this);
    }

    /// <summary>There is no model.safetensors.</summary>
    /// <param name="Path">The file.</param>
    internal sealed record MissingWeights(string Path) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.MissingWeights(this);
    }

    /// <summary>model.safetensors cannot be read.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Cause">What the operating system said.</param>
    internal sealed record UnreadableWeights(string Path, string Cause) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.UnreadableWeights(this);
    }

    /// <summary>model.safetensors does not hold weights of the plan's network.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadWeights(string Path, SafetensorsError Error) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.BadWeights(this);
    }

    /// <summary>model.safetensors holds other weights than the record tells of.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Ended">Whether the run has ended; one that was killed may have left them so.</param>
    internal sealed record OtherWeights(string Path, bool Ended) : StoredRunError(Path)
    {
        public override T Match<T>(Cases<T> on) => on.OtherWeights(this);
    }
}
