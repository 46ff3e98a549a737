using Mnist.Engine.Quantization;
using Mnist.Host.Plans;
using Mnist.Host.Slurm;
using Mnist.Host.Variations;

namespace Mnist.Host.Runs;

/// <summary>One reason why a run, a sweep or a verification cannot be executed, or a run that was kept cannot be used.</summary>
internal abstract record RunError
{
    private RunError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<NoPlan, T> NoPlan,
        Func<BadSetting, T> BadSetting,
        Func<BadPlan, T> BadPlan,
        Func<TooLarge, T> TooLarge,
        Func<NoneLeft, T> NoneLeft,
        Func<NoBackend, T> NoBackend,
        Func<UnknownBackend, T> UnknownBackend,
        Func<NoData, T> NoData,
        Func<UnnamedData, T> UnnamedData,
        Func<OtherData, T> OtherData,
        Func<Directory, T> Directory,
        Func<Stored, T> Stored,
        Func<ReportFile, T> ReportFile,
        Func<NoRun, T> NoRun,
        Func<ManyRuns, T> ManyRuns,
        Func<NoSweep, T> NoSweep,
        Func<BadSweep, T> BadSweep,
        Func<MixedSweeps, T> MixedSweeps,
        Func<HalvedInRounds, T> HalvedInRounds,
        Func<OtherProgram, T> OtherProgram,
        Func<Scheduler, T> Scheduler,
        Func<BeyondDevices, T> BeyondDevices,
        Func<NotQuantizable, T> NotQuantizable);

    public static RunError Of(PlanSourceError error) => new NoPlan(error);

    public static RunError Of(SettingError error) => new BadSetting(error);

    public static RunError Of(PlanError error) => new BadPlan(error);

    public static RunError Of(RunSizeError error) => new TooLarge(error);

    public static RunError Of(DataError error) => new NoData(error);

    public static RunError Of(RunDirectoryError error) => new Directory(error);

    public static RunError Of(StoredRunError error) => new Stored(error);

    public static RunError Of(SlurmError error) => new Scheduler(error);

    /// <summary>What was named as a plan is none.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record NoPlan(PlanSourceError Error) : RunError { public override T Match<T>(Cases<T> on) => on.NoPlan(this); }

    /// <summary>A field of a plan that cannot be set.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record BadSetting(SettingError Error) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.BadSetting(this);
    }

    /// <summary>A plan that cannot be executed here, or that misses its target before it runs.</summary>
    /// <param name="Error">What stands against it.</param>
    /// <param name="Places">Where the parts of its file stand; null where it comes from no file.</param>
    internal sealed record BadPlan(PlanError Error, PlanPlaces? Places = null) : RunError
    {
        /// <summary>Which variant of a plan it is; null for a plan as it was read.</summary>
        public string? Variant { get; init; }

        public override T Match<T>(Cases<T> on) => on.BadPlan(this);
    }

    /// <summary>A run whose directory could be written and not read again.</summary>
    /// <param name="Error">What is too large.</param>
    internal sealed record TooLarge(RunSizeError Error) : RunError { public override T Match<T>(Cases<T> on) => on.TooLarge(this); }

    /// <summary>More images are to be held out than there are to train on.</summary>
    /// <param name="HeldOut">Images asked for.</param>
    /// <param name="Images">Images there are.</param>
    internal sealed record NoneLeft(int HeldOut, int Images) : RunError { public override T Match<T>(Cases<T> on) => on.NoneLeft(this); }

    /// <summary>A backend that is not to be had here.</summary>
    /// <param name="Backend">Which one, and why.</param>
    internal sealed record NoBackend(BackendEntry Backend) : RunError { public override T Match<T>(Cases<T> on) => on.NoBackend(this); }

    /// <summary>No backend has this name.</summary>
    /// <param name="Name">As it was given.</param>
    internal sealed record UnknownBackend(string Name) : RunError { public override T Match<T>(Cases<T> on) => on.UnknownBackend(this); }

    /// <summary>The data is missing or damaged.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record NoData(DataError Error) : RunError { public override T Match<T>(Cases<T> on) => on.NoData(this); }

    /// <summary>A run's data is not MNIST, and nobody has said where it is.</summary>
    /// <param name="Name">What the record calls it.</param>
    internal sealed record UnnamedData(string Name) : RunError { public override T Match<T>(Cases<T> on) => on.UnnamedData(this); }

    /// <summary>The data at hand is not the data of the run.</summary>
    /// <param name="Recorded">The run's.</param>
    /// <param name="Name">What is at hand.</param>
    /// <param name="Hash">Its SHA-256.</param>
    internal sealed record OtherData(DataRecord Recorded, string Name, string Hash) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.OtherData(this);
    }

    /// <summary>A run directory does not take a file, or is in use.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record Directory(RunDirectoryError Error) : RunError { public override T Match<T>(Cases<T> on) => on.Directory(this); }

    /// <summary>A run that was kept cannot be used.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record Stored(StoredRunError Error) : RunError { public override T Match<T>(Cases<T> on) => on.Stored(this); }

    /// <summary>A report could not be written.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Cause">What the operating system said.</param>
    internal sealed record ReportFile(string Path, string Cause) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.ReportFile(this);
    }

    /// <summary>No run has this name, or a name that begins so.</summary>
    /// <param name="Name">As given.</param>
    /// <param name="Folder">Where it was looked for.</param>
    /// <param name="Nearest">Runs there that may have been meant; none where there are none.</param>
    internal sealed record NoRun(string Name, string Folder, ValueList<string> Nearest) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.NoRun(this);
    }

    /// <summary>The names of several runs begin so.</summary>
    /// <param name="Name">As given.</param>
    /// <param name="Found">At least two.</param>
    internal sealed record ManyRuns(string Name, ValueList<string> Found) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.ManyRuns(this);
    }

    /// <summary>A folder without the file of a sweep.</summary>
    /// <param name="Path">As given.</param>
    internal sealed record NoSweep(string Path) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.NoSweep(this);
    }

    /// <summary>The file of a sweep is none.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Cause">Why.</param>
    internal sealed record BadSweep(string Path, string Cause) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.BadSweep(this);
    }

    /// <summary>Sweeps of one folder whose figures do not belong into one table.</summary>
    /// <param name="Path">As given.</param>
    /// <param name="Files">Of the sweeps.</param>
    internal sealed record MixedSweeps(string Path, ValueList<string> Files) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.MixedSweeps(this);
    }

    /// <summary>A sweep whose rounds need the answers of those before them, and no job array waits for any.</summary>
    /// <param name="Path">Its file.</param>
    internal sealed record HalvedInRounds(string Path) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.HalvedInRounds(this);
    }

    /// <summary>A sweep that another version of this program began: it may bring other bits.</summary>
    /// <param name="Path">The file of the sweep.</param>
    /// <param name="Version">The one that began it.</param>
    internal sealed record OtherProgram(string Path, string Version) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.OtherProgram(this);
    }

    /// <summary>Slurm did not do what it was asked for.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record Scheduler(SlurmError Error) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.Scheduler(this);
    }

    /// <summary>A network with more than any device can do.</summary>
    /// <param name="MostStages">Stages up to which memory is calculated.</param>
    /// <param name="MostRows">Rows of all stages up to which it is.</param>
    internal sealed record BeyondDevices(int MostStages, int MostRows) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.BeyondDevices(this);
    }

    /// <summary>A network that 8 bits cannot hold.</summary>
    /// <param name="Error">Which layer, and why.</param>
    internal sealed record NotQuantizable(QuantizationError Error) : RunError
    {
        public override T Match<T>(Cases<T> on) => on.NotQuantizable(this);
    }
}
