import ArgumentParser

/// Writes the pictures that show what the filters do.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Write a page of pictures that shows what the filters do.")

    @Argument(help: "The folder to write to, which is made where there is none.", completion: .directory)
    var folder = "demo"
}
